import type { AuditEvent } from "@portcullis/domain/audit";
import { type Timestamp, toDate, toTimestamp } from "@portcullis/domain/timestamp";
import type { Translate } from "#i18n/translator.ts";
import { foldRuns, type Run } from "./event-sentence.ts";

/** A day of the calendar as `2026-11-24`, the form of `<input type="date">`; it sorts as text. */
export type Day = string;

const dayMs = 24 * 3_600_000;

/** From the year 2000 on: while a year is being typed, its first digits make years of antiquity. */
export function isDay(value: string): value is Day {
  const time = /^2\d{3}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

/** The day of a moment in a time zone. */
export function dayOf(timestamp: Timestamp, timeZone: string): Day {
  // Swedish dates are written as ISO 8601 wants them.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(toDate(timestamp));
}

/** The day so many days later. */
export function addDays(day: Day, count: number): Day {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + count);
  return at.toISOString().slice(0, 10);
}

/** The first moment of a day in a time zone; where the clocks skip midnight, the moment they skip to. */
export function startOfDay(day: Day, timeZone: string): Timestamp {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const before = midnight - offsetAt(midnight - dayMs, timeZone);
  const after = midnight - offsetAt(midnight + dayMs, timeZone);
  const first = [Math.min(before, after), Math.max(before, after)].find(
    (timestamp) => dayOf(toTimestamp(timestamp), timeZone) === day,
  );
  return toTimestamp(first ?? midnight);
}

/** Milliseconds that the clocks of a zone are ahead of UTC at a moment. */
function offsetAt(timestamp: number, timeZone: string): number {
  const shown = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(
    timestamp,
  );
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(timestamp / 1000) * 1000;
}

const format = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});

/** "Today", "Yesterday", "Tuesday 24 November 2026". */
export function dayLabel(t: Translate, day: Day, today: Day): string {
  if (day === today) return t("audit.today");
  if (day === addDays(today, -1)) return t("audit.yesterday");
  // Some browsers set a comma behind the weekday, some do not.
  return format.format(new Date(`${day}T00:00:00Z`)).replace(",", "");
}

interface DayOfRuns {
  readonly day: Day;
  readonly runs: readonly Run[];
}

/** The days of a page of events, newest first, each with what happened on it. A run ends at midnight. */
export function groupByDay(t: Translate, events: readonly AuditEvent[], timeZone: string): DayOfRuns[] {
  const days = Map.groupBy(events, ({ at }) => dayOf(at, timeZone));
  return [...days].map(([day, ofDay]) => ({ day, runs: foldRuns(ofDay) }));
}

/** "13:05" in a time zone. */
export function clockTime(timestamp: Timestamp, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    toDate(timestamp),
  );
}
