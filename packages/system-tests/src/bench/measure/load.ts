import { quantile } from "./compare.ts";

/** Does the thing for the n-th time; n tells what to do it to. */
export type Call = (n: number) => Promise<unknown>;

export interface Load {
  /** Calls per second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Calls again and again, `concurrency` at a time, until there were so many. `from` is the first one's number. */
export async function load(
  call: Call,
  { concurrency, calls, from }: { concurrency: number; calls: number; from: number },
): Promise<Load> {
  const taken: number[] = [];
  let next = from;
  const began = performance.now();
  const slot = async () => {
    while (next < from + calls) {
      const n = next++;
      const at = performance.now();
      await call(n);
      taken.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, slot));
  const seconds = (performance.now() - began) / 1_000;
  return { rate: calls / seconds, p50: quantile(taken, 0.5), p95: quantile(taken, 0.95), p99: quantile(taken, 0.99) };
}
