import type { ConnectionSpan } from "@portcullis/domain/device/connection";
import { type ConnectionsOverTime, columnHours, cutOffDays, type Overview } from "@portcullis/domain/overview";
import type { Total } from "@portcullis/domain/page";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { spanLabel } from "#features/device/connection-span.ts";
import type { Translate } from "#i18n/translator.ts";
import { countText } from "#ui/count-text.ts";
import { duration } from "#ui/time-text.ts";

/** "12 devices". */
export const deviceCount = (t: Translate, count: number) => countText(t, "device", count);

/** The plot of connections in a sentence: the lowest and the highest column, and the one that is not over. */
export function connectionsSummary(
  t: Translate,
  { columns, exact }: ConnectionsOverTime,
  span: ConnectionSpan,
): string {
  const counts = columns.map(({ devices }) => devices);
  const [lowest, highest] = [Math.min(...counts), Math.max(...counts)];
  const each =
    columnHours[span] === 1 ? t("overview.eachHour") : t("overview.everyHours", { columnHours: columnHours[span] });
  const range =
    lowest === highest
      ? deviceCount(t, highest)
      : t("overview.betweenAnd", { lowest, deviceCount: deviceCount(t, highest) });
  const left = exact ? "" : ` ${t("overview.someOfVeryManyConnections")}`;
  return t("overview.inOfTheSoFar", {
    range,
    each,
    span: spanLabel(t, span),
    newest: deviceCount(t, counts.at(-1) ?? 0),
    note: left,
  });
}

type CutOff = Overview["cutOff"];

/** The plot of the time to cut-off in a sentence, with what it leaves out. */
export function cutOffSummary(
  t: Translate,
  overall: NonNullable<CutOff["overall"]>,
  unconfirmed: CutOff["unconfirmed"],
): string {
  const { count, p50Ms, p95Ms } = overall;
  const changes = t("overview.changeThatEveryGatewayConfirmed", { count });
  const leftOut = unconfirmed.count > 0 ? ` ${t("overview.notInThePlotNot", { count: totalText(unconfirmed) })}` : "";
  return t("overview.halfWithin95WithinStrong", {
    changes,
    p50: duration(t, p50Ms),
    p95: duration(t, p95Ms),
    note: leftOut,
  });
}

const dayMs = 86_400_000;

/** A column for each of the last days, of UTC as they are counted; the days without a change stand empty between the others. */
export function daysOfCutOff(days: Overview["cutOff"]["days"], now: number) {
  const byDay = new Map(days.map((line) => [line.day, line]));
  const today = Math.floor(now / dayMs) * dayMs;
  return Array.from({ length: cutOffDays }, (_, n) => {
    const day = toTimestamp(today - (cutOffDays - 1 - n) * dayMs);
    const { p50Ms = 0, p95Ms = 0, count = 0 } = byDay.get(day) ?? {};
    return { day: day.slice(0, 10), p50Ms, p95Ms, count };
  });
}

/** A count in words; a lower bound says so. */
export const totalText = ({ count, exact }: Total) => `${count.toLocaleString("en")}${exact ? "" : "+"}`;
