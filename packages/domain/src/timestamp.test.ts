import { expect, it } from "vitest";
import { timestamp, timestampInput, toDate, toTimestamp } from "./timestamp.ts";

it.each([
  ["2026-11-30T09:00:00Z", "2026-11-30T09:00:00.000Z"],
  ["2026-11-30T09:00:00.5Z", "2026-11-30T09:00:00.500Z"],
  ["2026-11-30T09:00:00.123456Z", "2026-11-30T09:00:00.123Z"],
  ["2026-11-30T14:30:00+05:30", "2026-11-30T09:00:00.000Z"],
  ["2026-11-29T20:00:00.000-13:00", "2026-11-30T09:00:00.000Z"],
  ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
])("takes %s as %s", (text, at) => expect(timestampInput.parse(text)).toBe(at));

it.each([
  ["2026-11-30", "Not a timestamp"],
  ["2026-11-30T09:00:00", "Not a timestamp"],
  ["2026-02-30T09:00:00Z", "Not a timestamp"],
  ["30.11.2026 09:00", "Not a timestamp"],
  ["", "Not a timestamp"],
  [1_764_493_200_000, "Not a timestamp"],
  [null, "Not a timestamp"],
  ["0001-01-01T00:00:00+00:01", "Too far in the past."],
  ["9999-12-31T23:59:59-00:01", "Too far in the future."],
])("refuses %s: %s", (given, sentence) => {
  expect(timestampInput.safeParse(given).error?.issues[0]?.message).toContain(sentence);
});

it("answers one spelling only", () => {
  expect(timestamp.safeParse("2026-11-30T09:00:00.000Z").success).toBe(true);
  for (const other of ["2026-11-30T09:00:00Z", "2026-11-30T09:00:00.000+00:00", "2026-11-30T09:00:00.0000Z"]) {
    expect([other, timestamp.safeParse(other).success]).toEqual([other, false]);
  }
  expect(toTimestamp(toDate("2026-11-30T09:00:00.123Z"))).toBe("2026-11-30T09:00:00.123Z");
});
