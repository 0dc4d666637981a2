import { expect, it } from "vitest";
import { shortDay } from "./short-day.ts";

const now = new Date("2026-11-29T12:00:00Z");

it.each([
  ["2026-11-03T09:00:00Z", "UTC", "3 Nov"],
  ["2026-11-03T23:30:00Z", "Europe/Berlin", "4 Nov"],
  ["2025-12-31T23:30:00Z", "UTC", "31 Dec 2025"],
  ["2025-12-31T23:30:00Z", "Europe/Berlin", "1 Jan"],
])("says %s in %s as %s", (timestamp, timeZone, text) =>
  expect(shortDay(new Date(timestamp), timeZone, now)).toBe(text),
);
