import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { readInvitedLines } from "./invited-lines.ts";

const t = translator();

const ada = { email: "ada@acme.test", firstName: "Ada", lastName: "Lovelace" };

it.each([
  "ada@acme.test, Ada, Lovelace",
  "ADA@acme.test;Ada;Lovelace",
  "ada@acme.test\tAda\tLovelace",
  '"ada@acme.test","Ada","Lovelace"',
  "Ada Lovelace <ada@acme.test>",
  '"Ada Lovelace" <ada@acme.test>,',
])("reads %s", (text) => {
  expect(readInvitedLines(t, text)).toEqual([{ line: 1, text, person: ada }]);
});

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), "utf8");
const people = (pasted: string) =>
  readInvitedLines(t, pasted).map((line) =>
    "person" in line ? `${line.person.email} ${line.person.firstName} | ${line.person.lastName}` : line.error,
  );

it("reads a CSV file with commas inside quotes", () => {
  expect(people(fixture("quoted-comma.csv"))).toEqual([
    "vera.dahl@northwind.test Vera | Dahl, PhD",
    "will.eng@northwind.test Will, Jr. | Eng",
  ]);
});

it.each(["outlook-a-line-each.txt", "outlook-one-line.txt"])("reads recipients copied from Outlook: %s", (name) => {
  expect(people(fixture(name))).toEqual([
    "xenia.falk@northwind.test Xenia | Falk",
    "yngve.moe@northwind.test Yngve | Moe",
  ]);
});

it("reads several recipients of a line, with names and without", () => {
  expect(
    people("Ada Lovelace <ada@acme.test>, grace@acme.test, <alan@acme.test>\nbo@acme.test; cleo@acme.test"),
  ).toEqual([
    "ada@acme.test Ada | Lovelace",
    "grace@acme.test null | null",
    "alan@acme.test null | null",
    "bo@acme.test null | null",
    "cleo@acme.test null | null",
  ]);
});

it("takes the columns in the order of their heading", () => {
  expect(people("sep=;\nLast name;First Name [Required];Email Address\nLovelace;Ada;ada@acme.test")).toEqual([
    "ada@acme.test Ada | Lovelace",
  ]);
});

it("takes an e-mail alone, and passes over a heading and empty lines", () => {
  const lines = readInvitedLines(t, "E-mail,First name\r\n\r\nada@acme.test\n  \ngrace@acme.test,Grace\n");
  expect(lines).toMatchObject([
    { line: 3, person: { email: "ada@acme.test", firstName: null, lastName: null } },
    { line: 5, person: { email: "grace@acme.test", firstName: "Grace" } },
  ]);
});

it("says at each line what is wrong with it", () => {
  const lines = readInvitedLines(t, "ada@acme.test\nAda@acme.test\nnobody\ngrace@acme.test,Gr\u202Eace");
  expect(lines.map((line) => ("error" in line ? [line.line, line.error] : line.line))).toEqual([
    1,
    [2, "Is in the list twice."],
    [3, "Not an e-mail address."],
    [4, "Contains control characters."],
  ]);
});

it("takes a hundred people at once and says so of the next", () => {
  const lines = readInvitedLines(t, Array.from({ length: 101 }, (_, n) => `p${n}@acme.test`).join("\n"));
  expect(lines.filter((line) => "person" in line)).toHaveLength(100);
  expect(lines.at(-1)).toMatchObject({ line: 101, error: "At most 100 people at once." });
});
