import { type Timestamp, toDate } from "@portcullis/domain/timestamp";
import type { Translate } from "#i18n/translator.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const steps = [
  ["min", minute, hour],
  ["h", hour, day],
  ["d", day, 30 * day],
  ["mo", 30.44 * day, 365 * day],
  ["y", 365.25 * day, Number.POSITIVE_INFINITY],
] as const;

/** "just now", "3 min ago", "in 2 h"; short, because it stands in tables. A clock a little off is "just now". */
export function relativeTimeText(t: Translate, at: number, now: number): string {
  const distance = Math.abs(now - at);
  if (distance < minute) return t("ui.justNow");
  const [unit, length] = steps.find(([, , until]) => distance < until) ?? steps[4];
  const amount = t(`ui.amount.${unit}`, { count: Math.max(1, Math.floor(distance / length)) });
  return at > now ? t("ui.in", { amount }) : t("ui.ago", { amount });
}

const withZone: Intl.DateTimeFormatOptions = {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
};

/**
 * "Tue, 24 Nov 2026, 13:05:09 CET", in this time zone; without one in that of the machine, which is the reader's in the
 * browser only. Put together here: server and browser set the commas differently.
 */
export function exactTime(timestamp: Timestamp, timeZone?: string): string {
  const format = new Intl.DateTimeFormat("en-GB", timeZone === undefined ? withZone : { ...withZone, timeZone });
  const part = Object.fromEntries(format.formatToParts(toDate(timestamp)).map(({ type, value }) => [type, value]));
  const date = `${part["weekday"]}, ${part["day"]} ${part["month"]} ${part["year"]}`;
  return `${date}, ${part["hour"]}:${part["minute"]}:${part["second"]} ${part["timeZoneName"]}`;
}

/** "3 Nov", and with its year where that is not this one: in a time zone. */
export function shortDay(timestamp: Timestamp, timeZone: string, now: Date): string {
  const yearOf = (at: Date) => new Intl.DateTimeFormat("en-GB", { timeZone, year: "numeric" }).format(at);
  const year = yearOf(toDate(timestamp)) === yearOf(now) ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short", ...year }).format(
    toDate(timestamp),
  );
}

/** A span of milliseconds in words: "12 ms", "1.9 s", "3 min 20 s", "2 h 5 min". */
export function duration(t: Translate, ms: number): string {
  if (ms < 1000) return t("ui.ms", { milliseconds: Math.round(ms) });
  if (ms < 60_000) return t("ui.s", { seconds: (Math.floor(ms / 100) / 10).toFixed(1) });
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 60) return t("ui.minS", { minutes, seconds: Math.floor((ms % 60_000) / 1000) });
  return t("ui.hMin", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}
