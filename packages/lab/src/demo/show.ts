import { setTimeout as sleep } from "node:timers/promises";
import { type Laptop, lineOf, stateOf } from "./line-of.ts";

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
