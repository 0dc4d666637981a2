import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { email, optionalText, slug, text } from "./text.ts";

const messagesOf = (value: unknown, schema: z.ZodType = text(10)) =>
  schema.safeParse(value).error?.issues.map((issue) => issue.message) ?? [];

describe("text", () => {
  it.each([
    ["as it is", "Ada", "Ada"],
    ["trimmed", " \u00a0Ada\u3000 ", "Ada"],
    ["composed", "Zoe\u0308", "Zo\u00eb"],
    ["in other scripts", "李雷", "李雷"],
    ["with joined emoji", "👩‍💻", "👩‍💻"],
    ["with a non-joiner that Persian needs", "می\u200cخواهم", "می\u200cخواهم"],
    ["with marks of direction that a sentence needs", "a\u200fb", "a\u200fb"],
    ["with what SQL and HTML would read", "'%_\\<b>", "'%_\\<b>"],
    ["as long as may be", "a".repeat(10), "a".repeat(10)],
    ["as long as may be, counted in code points", "👩".repeat(10), "👩".repeat(10)],
    ["short enough once trimmed", `${" ".repeat(9)}a${" ".repeat(9)}`, "a"],
    ["short enough once composed", "e\u0301".repeat(10), "\u00e9".repeat(10)],
  ])("comes in %s", (_, input, stored) => expect(text(10).parse(input)).toBe(stored));

  it.each([
    ["nothing", "", "May not be empty."],
    ["blanks alone", " \u00a0\u2003 ", "May not be empty."],
    ["NUL", "a\u0000b", "Contains control characters."],
    ["a tab", "a\tb", "Contains control characters."],
    ["a line feed", "a\nb", "Contains control characters."],
    ["a line feed at its end", "ab\n", "Contains control characters."],
    ["an escape", "\u001b[31m", "Contains control characters."],
    ["delete", "a\u007f", "Contains control characters."],
    ["a C1 control", "a\u0085", "Contains control characters."],
    ["half a character, the first", "a\ud83d", "Contains broken Unicode."],
    ["half a character, the second", "\udc69a", "Contains broken Unicode."],
    ["halves in the wrong order", "\udc69\ud83d", "Contains broken Unicode."],
    ["one too many", "a".repeat(11), "Use at most 10 characters."],
    ["one too many beyond the first plane", "👩".repeat(11), "Use at most 10 characters."],
    ["what grows when composed", "\u0344".repeat(10), "Use at most 10 characters."],
    ["a megabyte", "a".repeat(1_000_000), "Use at most 10 characters."],
  ])("does not come in with %s", (_, input, message) => expect(messagesOf(input)).toEqual([message]));

  it.each(["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"])(
    "does not come in with the override %j, which makes a name read as another",
    (override) => expect(messagesOf(`a${override}b`)).toEqual(["Contains control characters."]),
  );

  it.each([undefined, null, 5, {}, ["a"]])("is a string, and not %j", (input) =>
    expect(text(10).safeParse(input).success).toBe(false),
  );
});

describe("optional text", () => {
  it.each([
    ["", null],
    [null, null],
    [" a ", "a"],
  ])("reads %j as %j", (input, output) => expect(optionalText(10).parse(input)).toBe(output));

  it.each([
    [" ", "May not be empty."],
    ["a\u0000", "Contains control characters."],
    ["a".repeat(11), "Use at most 10 characters."],
  ])("says of %j what is wrong", (input, message) => expect(messagesOf(input, optionalText(10))).toEqual([message]));
});

describe("an e-mail address", () => {
  it.each([
    ["ada@example.test", "ada@example.test"],
    ["  Ada.Lovelace+vpn@Example.TEST ", "ada.lovelace+vpn@example.test"],
    ["o'neil_x-1@sub.example-corp.test", "o'neil_x-1@sub.example-corp.test"],
  ])("is stored as compared: %j as %j", (input, stored) => expect(email.parse(input)).toBe(stored));

  it("is the same whichever way it was typed", () => {
    const spellings = ["ADA@example.test", "ada@EXAMPLE.test ", "Ada@Example.Test"];
    expect(new Set(spellings.map((spelling) => email.parse(spelling)))).toEqual(new Set(["ada@example.test"]));
  });

  it.each([
    "",
    "ada",
    "ada@",
    "@example.test",
    "ada@example",
    "ada @example.test",
    "ada@example..test",
    ".ada@example.test",
    "ada@exa mple.test",
    "ada@example.test\u0000",
    "ada@example.test\nbcc: all@example.test",
    "Ada <ada@example.test>",
    "ada@one.test,bob@two.test",
    `${"a".repeat(250)}@example.test`,
  ])("is not %j", (input) => expect(email.safeParse(input).success).toBe(false));
});

describe("a slug", () => {
  it.each(["a", "7", "acme", "globex-emea", "a--b", "a".repeat(63)])("may be %j", (value) =>
    expect(slug.parse(value)).toBe(value),
  );

  it.each(["", "-a", "a-", "-", "Acme", "a_b", "a.b", "a b", " acme", "acme\n", "ácme", "a".repeat(64), "../etc"])(
    "may not be %j",
    (value) => expect(slug.safeParse(value).success).toBe(false),
  );
});

it.each([
  ["Olga@тест.рф", "olga@xn--e1aybc.xn--p1ai"],
  ["olga@xn--e1aybc.xn--p1ai", "olga@xn--e1aybc.xn--p1ai"],
  ["max@MÜNCHEN.test", "max@xn--mnchen-3ya.test"],
  ["max@xn--mnchen-3ya.test", "max@xn--mnchen-3ya.test"],
  ["max@example.test", "max@example.test"],
])("stores the address %s with its domain as DNS has it", (written, stored) => {
  expect(email.parse(written)).toBe(stored);
});

it.each(["a@тест", "a@xn--.test/x", "a@тест.рф:80", "a@b@тест.рф", "ольга@тест.рф", "a@.рф"])(
  "refuses %s",
  (written) => {
    expect(email.safeParse(written).success).toBe(false);
  },
);
