import { describe, expect, it } from "vitest";
import { translator } from "#i18n/translator.ts";
import { duration, exactTime, relativeTimeText, shortDay } from "./time-text.ts";

const t = translator();

it("says a moment to the second, in the reader's zone and with its name", () => {
  const timestamp = "2026-11-24T23:05:09.000Z";
  expect(exactTime(timestamp, "UTC")).toBe("Tue, 24 Nov 2026, 23:05:09 UTC");
  expect(exactTime(timestamp, "Europe/Berlin")).toBe("Wed, 25 Nov 2026, 00:05:09 CET");
});

const now = Date.UTC(2026, 10, 24, 12);
const minutes = (count: number) => now - count * 60_000;

describe("relativeTimeText", () => {
  it.each([
    [0, "just now"],
    [0.9, "just now"],
    [-0.5, "just now"],
    [1, "1 min ago"],
    [59.9, "59 min ago"],
    [60, "1 h ago"],
    [24 * 60, "1 d ago"],
    [29 * 24 * 60, "29 d ago"],
    [31 * 24 * 60, "1 mo ago"],
    [364 * 24 * 60, "11 mo ago"],
    [366 * 24 * 60, "1 y ago"],
    [800 * 24 * 60, "2 y ago"],
    [-90, "in 1 h"],
  ])("says of %d minutes ago: %s", (ago, text) => {
    expect(relativeTimeText(t, minutes(ago), now)).toBe(text);
  });
});

const shortDayNow = new Date("2026-11-29T12:00:00Z");

it.each([
  ["2026-11-03T09:00:00Z", "UTC", "3 Nov"],
  ["2026-11-03T23:30:00Z", "Europe/Berlin", "4 Nov"],
  ["2025-12-31T23:30:00Z", "UTC", "31 Dec 2025"],
  ["2025-12-31T23:30:00Z", "Europe/Berlin", "1 Jan"],
])("says %s in %s as %s", (timestamp, timeZone, text) => expect(shortDay(timestamp, timeZone, shortDayNow)).toBe(text));

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
  expect(duration(t, ms)).toBe(words);
});
