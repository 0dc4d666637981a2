import { expect, it } from "vitest";
import { linesWithoutAddress, readPastedEmails } from "./pasted-emails.ts";

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
