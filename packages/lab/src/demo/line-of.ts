/** A packet goes out every 10 ms: where none passed for so many milliseconds, none does. */
const stoppedAfterMs = 500;

export interface Laptop {
  readonly person: string;
  readonly device: string;
  /** When its last packet passed, in milliseconds since the epoch; -Infinity: none ever did. */
  readonly last: number;
}

/** Whether its packets pass, in words that change only when that does. */
export function stateOf({ last }: Laptop, now: number): "passing" | "stopped" | "waiting" {
  if (last === Number.NEGATIVE_INFINITY) return "waiting";
  return now - last < stoppedAfterMs ? "passing" : "stopped";
}

/** One laptop as one line of the terminal. */
export function lineOf(laptop: Laptop, now: number): string {
  return `${laptop.person.padEnd(18)} ${laptop.device.padEnd(14)} ${stateText(laptop, now)}`;
}

function stateText(laptop: Laptop, now: number): string {
  const state = stateOf(laptop, now);
  if (state === "waiting") return "○ no packet has passed yet";
  if (state === "passing") return "● packets pass";
  return `○ stopped at ${new Date(laptop.last).toISOString().slice(11, 23)} UTC, ${((now - laptop.last) / 1000).toFixed(1)} s ago`;
}
