import { expect, it } from "vitest";
import { duration } from "./duration.ts";

it.each([
  [0, "0 ms"],
  [999.4, "999 ms"],
  [1000, "1.0 s"],
  [59_999, "59.9 s"],
  [60_000, "1 min 0 s"],
  [200_400, "3 min 20 s"],
  [7_500_000, "2 h 5 min"],
  [90_000_000_000, "25,000 h 0 min"],
])("says %d ms as %s", (ms, words) => {
  expect(duration(ms)).toBe(words);
});
