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
export function exactTime(timestamp: Date, timeZone?: string): string {
  const format = new Intl.DateTimeFormat("en-GB", timeZone === undefined ? withZone : { ...withZone, timeZone });
  const part = Object.fromEntries(format.formatToParts(timestamp).map(({ type, value }) => [type, value]));
  const day = `${part["weekday"]}, ${part["day"]} ${part["month"]} ${part["year"]}`;
  return `${day}, ${part["hour"]}:${part["minute"]}:${part["second"]} ${part["timeZoneName"]}`;
}
