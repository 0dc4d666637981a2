import { expect, it } from "vitest";
import { readPastedLines } from "./pasted-lines.ts";

const texts = (pasted: string) => readPastedLines(pasted).map(({ text }) => text);

it("takes lines, and what commas, semicolons and tabs separate", () => {
  expect(texts("ada@acme.test\r\nbo@acme.test, cy@acme.test;di@acme.test\tC02XG0\n")).toEqual([
    "ada@acme.test",
    "bo@acme.test",
    "cy@acme.test",
    "di@acme.test",
    "C02XG0",
  ]);
});

it("passes empty lines over and counts them", () => {
  expect(readPastedLines("\n ada@acme.test ,,\n\n;bo@acme.test")).toEqual([
    { line: 2, text: "ada@acme.test" },
    { line: 4, text: "bo@acme.test" },
  ]);
  expect(readPastedLines(" \n;,\n")).toEqual([]);
});

it("takes the address of a recipient as mail programs copy them", () => {
  expect(texts("Ada Lovelace <ada@acme.test>; Bo <bo@acme.test>")).toEqual(["ada@acme.test", "bo@acme.test"]);
});

it("leaves keys as they are, and cuts what is too long for the API", () => {
  const key = "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=";
  expect(texts(key)).toEqual([key]);
  expect(texts("x".repeat(600))[0]).toHaveLength(500);
});
