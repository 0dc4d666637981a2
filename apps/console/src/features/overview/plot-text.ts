import type { ConnectionSpan } from "@portcullis/domain/device/connection";
import { type ConnectionsOverTime, columnHours, cutOffDays, type Overview } from "@portcullis/domain/overview";
import type { Total } from "@portcullis/domain/page";
import { spanLabel } from "#features/device/connection-span.ts";
import { duration } from "#ui/time-text.ts";

/** "12 devices". */
export const deviceCount = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "device" : "devices"}`;

/** The plot of connections in a sentence: the lowest and the highest column, and the one that is not over. */
export function connectionsSummary({ columns, exact }: ConnectionsOverTime, span: ConnectionSpan): string {
  const counts = columns.map(({ devices }) => devices);
  const [lowest, highest] = [Math.min(...counts), Math.max(...counts)];
  const each = columnHours[span] === 1 ? "each hour" : `every ${columnHours[span]} hours`;
  const range =
    lowest === highest ? deviceCount(highest) : `Between ${lowest.toLocaleString("en")} and ${deviceCount(highest)}`;
  const left = exact ? "" : " Some of very many connections are left out.";
  return `${range} in ${each} of the ${spanLabel(span)}, ${deviceCount(counts.at(-1) ?? 0)} so far in the newest.${left}`;
}

type CutOff = Overview["cutOff"];

/** The plot of the time to cut-off in a sentence, with what it leaves out. */
export function cutOffSummary(overall: NonNullable<CutOff["overall"]>, unconfirmed: CutOff["unconfirmed"]): string {
  const { count, p50Ms, p95Ms } = overall;
  const changes = `${count.toLocaleString("en")} ${count === 1 ? "change" : "changes"} that every gateway confirmed`;
  const leftOut = unconfirmed.count > 0 ? ` Not in the plot: ${totalText(unconfirmed)} not confirmed.` : "";
  return `${changes}: half within ${duration(p50Ms)}, 95 % within ${duration(p95Ms)}.${leftOut} Strong: p50 of a day; faint: its p95.`;
}

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

/** A count in words; a lower bound says so. */
export const totalText = ({ count, exact }: Total) => `${count.toLocaleString("en")}${exact ? "" : "+"}`;
