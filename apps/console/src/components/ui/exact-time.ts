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

/** "Tue, 24 Nov 2026, 13:05:09 CET". For the browser only: a server would say it in its own time zone. */
export function exactTime(moment: Date): string {
  return new Intl.DateTimeFormat("en-GB", withZone).format(moment);
}
