/** "13:05" in a time zone. */
export function clockTime(timestamp: Date, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    timestamp,
  );
}
