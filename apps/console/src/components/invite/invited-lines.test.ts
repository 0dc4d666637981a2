import { expect, it } from "vitest";
import { readInvitedLines } from "./invited-lines.ts";

const ada = { email: "ada@acme.test", firstName: "Ada", lastName: "Lovelace" };

it.each([
  "ada@acme.test, Ada, Lovelace",
  "ADA@acme.test;Ada;Lovelace",
  "ada@acme.test\tAda\tLovelace",
  '"ada@acme.test","Ada","Lovelace"',
  "Ada Lovelace <ada@acme.test>",
  '"Ada Lovelace" <ada@acme.test>,',
])("reads %s", (text) => {
  expect(readInvitedLines(text)).toEqual([{ line: 1, text, person: ada }]);
});

it("takes an e-mail alone, and passes over a heading and empty lines", () => {
  const lines = readInvitedLines("E-mail,First name\r\n\r\nada@acme.test\n  \ngrace@acme.test,Grace\n");
  expect(lines).toMatchObject([
    { line: 3, person: { email: "ada@acme.test", firstName: null, lastName: null } },
    { line: 5, person: { email: "grace@acme.test", firstName: "Grace" } },
  ]);
});

it("says at each line what is wrong with it", () => {
  const lines = readInvitedLines("ada@acme.test\nAda@acme.test\nnobody\ngrace@acme.test,Gr\u202Eace");
  expect(lines.map((line) => ("error" in line ? [line.line, line.error] : line.line))).toEqual([
    1,
    [2, "Stands in the list twice."],
    [3, "Not an e-mail address."],
    [4, "Contains control characters."],
  ]);
});

it("takes a hundred people at once and says so of the next", () => {
  const lines = readInvitedLines(Array.from({ length: 101 }, (_, n) => `p${n}@acme.test`).join("\n"));
  expect(lines.filter((line) => "person" in line)).toHaveLength(100);
  expect(lines.at(-1)).toMatchObject({ line: 101, error: "At most 100 people at once." });
});
