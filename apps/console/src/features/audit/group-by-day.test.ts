import { expect, it } from "vitest";
import { anEvent, idOf, laptop, worker } from "#features/audit/testing/an-event.ts";
import { dayLabel } from "./day-label.ts";
import { groupByDay } from "./group-by-day.ts";

const off = (at: string) =>
  anEvent({ id: idOf(1), action: "device.deactivated", actor: worker, target: laptop, at: new Date(at) });

it("groups by the reader's days, newest first, and ends a run at midnight", () => {
  const events = [off("2026-11-24T23:02:00Z"), off("2026-11-24T22:59:00Z"), off("2026-11-24T22:58:00Z")];
  const shape = (zone: string) => groupByDay(events, zone).map(({ day, runs }) => [day, runs.map((run) => run.length)]);
  expect(shape("UTC")).toEqual([["2026-11-24", [3]]]);
  expect(shape("Europe/Berlin")).toEqual([
    ["2026-11-25", [1]],
    ["2026-11-24", [2]],
  ]);
  expect(groupByDay([], "UTC")).toEqual([]);
});

it("calls days by their names", () => {
  expect(dayLabel("2026-11-24", "2026-11-24")).toBe("Today");
  expect(dayLabel("2026-10-31", "2026-11-01")).toBe("Yesterday");
  expect(dayLabel("2026-11-24", "2026-12-01")).toBe("Tuesday 24 November 2026");
});
