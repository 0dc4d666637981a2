/** "3 Nov", and with its year where that is not this one: in a time zone. */
export function shortDay(timestamp: Date, timeZone: string, now: Date): string {
  const yearOf = (at: Date) => new Intl.DateTimeFormat("en-GB", { timeZone, year: "numeric" }).format(at);
  const year = yearOf(timestamp) === yearOf(now) ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short", ...year }).format(timestamp);
}
