const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const steps: readonly (readonly [unit: string, length: number, until: number])[] = [
  ["min", minute, hour],
  ["h", hour, day],
  ["d", day, 30 * day],
  ["mo", 30.44 * day, 365 * day],
  ["y", 365.25 * day, Number.POSITIVE_INFINITY],
];

/** "just now", "3 min ago", "in 2 h"; short, because it stands in tables. A clock a little off is "just now". */
export function relativeTimeText(at: number, now: number): string {
  const distance = Math.abs(now - at);
  if (distance < minute) return "just now";
  const [unit, length] = steps.find(([, , until]) => distance < until) ?? ["y", 365.25 * day];
  const amount = `${Math.max(1, Math.floor(distance / length))} ${unit}`;
  return at > now ? `in ${amount}` : `${amount} ago`;
}
