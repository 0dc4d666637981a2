import { expect, it } from "vitest";
import { canonicalJson } from "./canonical-json.ts";

it.each([
  [{ b: 1, a: { d: [{ z: null, y: "x" }], c: true } }, '{"a":{"c":true,"d":[{"y":"x","z":null}]},"b":1}'],
  [{ 10: "ten", 9: "nine", "1a": "" }, '{"10":"ten","1a":"","9":"nine"}'],
  [{ kept: null, left: undefined }, '{"kept":null}'],
  [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  ['"\u0007é\u2028', '"\\"\\u0007é\u2028"'],
])("writes %j in one way", (value, text) => {
  expect(canonicalJson(value)).toBe(text);
  expect(canonicalJson(JSON.parse(text))).toBe(text);
});
