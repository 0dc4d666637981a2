import { seededRandom, shuffled } from "./random.ts";

/** One of the things that are compared: each call does it once more. */
export interface Contestant {
  readonly name: string;
  run(): Promise<unknown>;
}

export interface Result {
  readonly name: string;
  /** Milliseconds. */
  readonly median: number;
  readonly p95: number;
  /** Of the median to that of all runs together. */
  readonly ratio: number;
}

/** Runs everything `times` times, one after the other in random order, after a warm-up that does not count. */
export async function compare(contestants: readonly Contestant[], times: number, warmUp: number): Promise<Result[]> {
  const random = seededRandom(1);
  const rounds = (count: number) =>
    shuffled(
      contestants.flatMap((contestant) => Array.from({ length: count }, () => contestant)),
      random,
    );
  for (const contestant of rounds(warmUp)) await contestant.run();
  const taken = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (const contestant of rounds(times)) {
    const began = performance.now();
    await contestant.run();
    taken.get(contestant.name)?.push(performance.now() - began);
  }
  const overall = quantile([...taken.values()].flat(), 0.5);
  return [...taken].map(([name, milliseconds]) => {
    const median = quantile(milliseconds, 0.5);
    return { name, median, p95: quantile(milliseconds, 0.95), ratio: median / overall };
  });
}

/** The value that such a share of all values does not exceed; between two of them where it falls there. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}
