/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The same things in another order (Fisher and Yates). */
export function shuffled<T>(things: readonly T[], random: () => number): T[] {
  const order = [...things];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}

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

/** Values of one thing, one per repetition. */
export interface Sample {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function sample(values: readonly number[]): Sample {
  return { median: quantile(values, 0.5), least: Math.min(...values), most: Math.max(...values) };
}

/** Measures ours and the baseline in turn, A B A B, after one turn each that does not count. */
export async function sideBySide<A, B>(
  repetitions: number,
  ours: (turn: number) => Promise<A>,
  baseline: (turn: number) => Promise<B>,
): Promise<{ readonly ours: readonly A[]; readonly baseline: readonly B[] }> {
  const taken: { ours: A[]; baseline: B[] } = { ours: [], baseline: [] };
  for (let turn = 0; turn <= repetitions; turn++) {
    const [a, b] = [await ours(turn), await baseline(turn)];
    if (turn === 0) continue;
    taken.ours.push(a);
    taken.baseline.push(b);
  }
  return taken;
}
