import { setTimeout as sleep } from "node:timers/promises";

/** A packet goes out every 10 ms: where none passed for so many milliseconds, none does. */
const stoppedAfterMs = 500;

export interface Laptop {
  readonly person: string;
  readonly device: string;
  /** When its last packet passed, in milliseconds since the epoch; -Infinity: none ever did. */
  readonly last: number;
}

/** Whether its packets pass, in words that change only when that does. */
function stateOf({ last }: Laptop, now: number): "passing" | "stopped" | "waiting" {
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

const pollIntervalMs = 100;

/** Shows the laptops until `signal` aborts: in place on a terminal, else a line for each change. */
export async function show(
  laptops: () => readonly Laptop[],
  out: NodeJS.WriteStream,
  signal: AbortSignal,
): Promise<void> {
  const draw = out.isTTY ? inPlace(out) : onChange(out);
  while (!signal.aborted) {
    draw(laptops(), Date.now());
    await sleep(pollIntervalMs, undefined, { signal }).catch(() => {});
  }
}

function inPlace(out: NodeJS.WriteStream) {
  let drawn = 0;
  return (laptops: readonly Laptop[], now: number) => {
    // Up to the first line again; each is cleared to its end.
    if (drawn > 0) out.write(`\u001B[${drawn}A`);
    out.write(laptops.map((laptop) => `${lineOf(laptop, now)}\u001B[K\n`).join(""));
    drawn = laptops.length;
  };
}

function onChange(out: NodeJS.WriteStream) {
  const said = new Map<string, string>();
  return (laptops: readonly Laptop[], now: number) => {
    for (const laptop of laptops) {
      const state = stateOf(laptop, now);
      if (said.get(laptop.device) === state) continue;
      said.set(laptop.device, state);
      out.write(`${lineOf(laptop, now)}\n`);
    }
  };
}
