import { expect, it } from "vitest";
import { exactTime } from "./exact-time.ts";

it("says a moment to the second, in the reader's zone and with its name", () => {
  const timestamp = new Date("2026-11-24T23:05:09Z");
  expect(exactTime(timestamp, "UTC")).toBe("Tue, 24 Nov 2026, 23:05:09 UTC");
  expect(exactTime(timestamp, "Europe/Berlin")).toBe("Wed, 25 Nov 2026, 00:05:09 CET");
});
