import { expect, it } from "vitest";
import { groupFields, linesWithoutAddress, readPastedEmails, typedLimit } from "./group-fields.ts";

it("reads a limit as it is typed", () => {
  expect(["", " ", "0", " 12 ", "10000"].map((typed) => typedLimit.parse(typed))).toEqual([null, null, 0, 12, 10_000]);
});

it.each(["-1", "1.5", "ten", "1e3", "10001", "123456"])("refuses %j as a limit", (typed) => {
  expect(typedLimit.safeParse(typed).success).toBe(false);
});

it("wants a name, and nothing else", () => {
  const nothing = { name: "", description: "", maxDevices: "", roleIds: [] };
  expect(groupFields.safeParse(nothing).error?.issues.map(({ path }) => path)).toEqual([["name"]]);
  expect(groupFields.parse({ ...nothing, name: "Operations" })).toEqual({
    name: "Operations",
    description: null,
    maxDevices: null,
    roleIds: [],
  });
});

it("reads addresses out of columns, mail lines and spreadsheets, each once", () => {
  const pasted = `Ada Lovelace <Ada@acme.test>, "Grace" <grace@acme.test>;
    alan@acme.test\tEngineering\r\nmailto:alan@acme.test (Alan). Write to grace@acme.test.`;
  expect(readPastedEmails(pasted)).toEqual({
    emails: ["ada@acme.test", "grace@acme.test", "alan@acme.test"],
    malformed: [],
  });
});

it("says what looks like an address and is none", () => {
  expect(readPastedEmails("ada@ @acme.test a@@b.test fine@acme.test")).toEqual({
    emails: ["fine@acme.test"],
    malformed: ["ada@", "@acme.test", "a@@b.test"],
  });
});

it("finds nothing where there is nothing", () => {
  expect(readPastedEmails("Ada, Grace and Alan")).toEqual({ emails: [], malformed: [] });
});

it("names the lines that hold no address", () => {
  expect(linesWithoutAddress("ada@acme.test\r\nbad mail\n\nGrace <grace@acme.test>, Alan\n")).toEqual(["bad mail"]);
});
