import { toTimestamp } from "@portcullis/domain/timestamp";
import { describe, expect, it } from "vitest";
import { anEvent, idOf, laptop, worker } from "#features/audit/testing/an-event.ts";
import { translator } from "#i18n/translator.ts";
import { addDays, dayLabel, dayOf, groupByDay, isDay, startOfDay } from "./day.ts";

const t = translator();

describe("startOfDay", () => {
  it.each([
    ["2026-11-24", "UTC", "2026-11-24T00:00:00.000Z"],
    ["2026-11-24", "Europe/Berlin", "2026-11-23T23:00:00.000Z"],
    ["2026-07-01", "Europe/Berlin", "2026-06-30T22:00:00.000Z"],
    ["2026-11-24", "Pacific/Kiritimati", "2026-11-23T10:00:00.000Z"],
    ["2026-11-24", "America/Los_Angeles", "2026-11-24T08:00:00.000Z"],
    ["2026-11-24", "Asia/Kathmandu", "2026-11-23T18:15:00.000Z"],
    // The clocks change later that day.
    ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
    ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z"],
    // Midnight was skipped, and came twice.
    ["2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"],
    ["2026-10-25", "Atlantic/Azores", "2026-10-25T00:00:00.000Z"],
  ])("%s in %s", (day, zone, start) => {
    expect(startOfDay(day, zone)).toBe(start);
    expect(dayOf(startOfDay(day, zone), zone)).toBe(day);
    expect(dayOf(toTimestamp(Date.parse(startOfDay(day, zone)) - 1), zone)).toBe(addDays(day, -1));
  });
});

it("counts days across months, years and leap days", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
  expect(addDays("2028-03-01", -1)).toBe("2028-02-29");
});

it("takes only days of the calendar, and none of antiquity", () => {
  expect(["2026-11-24", "2028-02-29"].every(isDay)).toBe(true);
  expect(["", "2026-02-30", "2026-13-01", "0202-01-01", "2026-1-1", "24.11.2026"].some(isDay)).toBe(false);
});

const off = (at: string) =>
  anEvent({
    id: idOf(1),
    action: "device.deactivated",
    actor: worker,
    target: laptop,
    at: toTimestamp(Date.parse(at)),
  });

it("groups by the reader's days, newest first, and ends a run at midnight", () => {
  const events = [off("2026-11-24T23:02:00Z"), off("2026-11-24T22:59:00Z"), off("2026-11-24T22:58:00Z")];
  const shape = (zone: string) =>
    groupByDay(t, events, zone).map(({ day, runs }) => [day, runs.map((run) => run.length)]);
  expect(shape("UTC")).toEqual([["2026-11-24", [3]]]);
  expect(shape("Europe/Berlin")).toEqual([
    ["2026-11-25", [1]],
    ["2026-11-24", [2]],
  ]);
  expect(groupByDay(t, [], "UTC")).toEqual([]);
});

it("calls days by their names", () => {
  expect(dayLabel(t, "2026-11-24", "2026-11-24")).toBe("Today");
  expect(dayLabel(t, "2026-10-31", "2026-11-01")).toBe("Yesterday");
  expect(dayLabel(t, "2026-11-24", "2026-12-01")).toBe("Tuesday 24 November 2026");
});
