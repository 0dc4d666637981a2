/** When a column begins, short enough for an axis: "Tue 14:00". */
export function columnTime(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).formatToParts(at);
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return `${part["weekday"]} ${part["hour"]}:${part["minute"]}`;
}
