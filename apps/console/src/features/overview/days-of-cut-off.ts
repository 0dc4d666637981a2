import { cutOffDays, type Overview } from "@portcullis/domain/overview";

const dayMs = 86_400_000;

/** A column for each of the last days, of UTC as they are counted; the days without a change stand empty between the others. */
export function daysOfCutOff(days: Overview["cutOff"]["days"], now: number) {
  const byDay = new Map(days.map((line) => [line.day.getTime(), line]));
  const today = Math.floor(now / dayMs) * dayMs;
  return Array.from({ length: cutOffDays }, (_, n) => {
    const at = today - (cutOffDays - 1 - n) * dayMs;
    const { p50Ms = 0, p95Ms = 0, count = 0 } = byDay.get(at) ?? {};
    return { day: new Date(at).toISOString().slice(0, 10), p50Ms, p95Ms, count };
  });
}
