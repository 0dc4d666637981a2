import * as fc from "fast-check";
import type { Corpus } from "../test-bed/corpus.ts";
import { timestampText } from "./arbitrary-of.ts";
import { rawMarks } from "./raw.ts";

const texts = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "a\udc00b",
  "\u202egnp.exe",
  "\u2066x\u2069",
  "\u200b",
  "\ufeff",
  "\uffff",
  "e\u0301".repeat(2_000),
  `a${"\u0300".repeat(5_000)}`,
  "\u0344".repeat(300),
  "\ufdfa".repeat(300),
  "👩‍👩‍👧‍👦".repeat(200),
  "İıſK",
  "' or 1=1 --",
  '"; drop table users; --',
  "%",
  "_%\\",
  "\\",
  "{7*7}",
  "../../../etc/passwd",
  "<script>alert(1)</script>",
  "a\r\nset-cookie: x=y",
  "\u001b[31m",
  "__proto__",
  "constructor",
  "null",
  "undefined",
  "NaN",
  "[object Object]",
  "x".repeat(101),
  "x".repeat(10_001),
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
];

const numbers = [
  0,
  -0,
  -1,
  1.5,
  101,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_VALUE,
  1e21,
  1e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

/** Before the year 1; after 9999; days that no month has; no timestamps. */
const timestamps = [
  "0000-12-31T23:59:59.999Z",
  "0001-01-01T00:00:00.000+00:01",
  "9999-12-31T23:59:59.999-00:01",
  "+010000-01-01T00:00:00.000Z",
  "-000001-01-01T00:00:00.000Z",
  "2026-02-30T00:00:00.000Z",
  "2026-11-30T24:00:00.000Z",
  "2026-11-30T23:59:60.000Z",
  "2026-11-30",
  "infinity",
  "now",
];

/** A value of some other kind than the one that was asked for, or at its edge. */
export function hostileValue(corpus: Corpus): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 12, arbitrary: hostileText(corpus) },
    { weight: 8, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null], { a: 1 }) },
    { weight: 8, arbitrary: fc.oneof(fc.constantFrom(...numbers), fc.double(), fc.integer()) },
    { weight: 5, arbitrary: fc.oneof(fc.constantFrom(...timestamps), timestampText) },
    { weight: 1, arbitrary: fc.constantFrom(...rawMarks) },
    { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  );
}

/** Text that breaks what reads it, and secrets that were bent. */
export function hostileText(corpus: Corpus): fc.Arbitrary<string> {
  const ids = [...Object.values(corpus.own).flat(), ...corpus.foreign];
  const known = [...ids, ...corpus.cursors, ...corpus.linkTokens, ...corpus.emails];
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...texts) },
    { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 60 }) },
    { weight: 1, arbitrary: fc.uuid() },
    { weight: 3, arbitrary: mutated(fc.constantFrom(...known)) },
  );
}

/** As it is, or with one letter changed, cut off, added or turned round. */
function mutated(whole: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.tuple(fc.constantFrom("keep", "letter", "cut", "add", "case", "blank"), fc.nat(), fc.nat(63));
  return fc.tuple(whole, change).map(([text, [how, place, letter]]) => {
    const at = place % Math.max(1, text.length);
    const other = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"[letter] ?? "A";
    if (how === "letter") return text.slice(0, at) + other + text.slice(at + 1);
    if (how === "cut") return text.slice(0, at);
    if (how === "add") return text + other;
    if (how === "case") return text.toUpperCase();
    return how === "blank" ? ` ${text}` : text;
  });
}
