import { totalCap } from "@portcullis/domain/page";

/** Milliseconds for which the counts of a large tenant are kept at least; and how many times as long as they took. */
const keptMs = 5_000;
const keptTimes = 20;
/** Counts that are kept at most; the oldest goes first. */
const keptMax = 1_000;

export interface Counted<Value> {
  readonly value: Value;
  /** How many rows were looked at: below `totalCap` nothing is kept, as counting costs nothing. */
  readonly rows: number;
}

interface Kept {
  readonly counted: Promise<{ readonly value: unknown; readonly at: Date }>;
  until: number;
  isLarge: boolean;
}

const kept = new Map<string, Kept>();

/**
 * Counts what is asked for, exactly. Of a large tenant the answer is kept for a moment and shared by everybody who asks
 * meanwhile, so that counting costs the same however many look.
 * @param key what is counted, of which tenant
 */
export function keepCounted<Value>(key: string, count: () => Promise<Counted<Value>>) {
  type Answer = { readonly value: Value; readonly at: Date };
  const known = kept.get(key);
  if (known && performance.now() < known.until) return known.counted as Promise<Answer>;
  const began = performance.now();
  const counted = count().then(({ value, rows }) => {
    const took = performance.now() - began;
    if (rows <= totalCap) kept.delete(key);
    else Object.assign(entry, { isLarge: true, until: performance.now() + Math.max(keptMs, took * keptTimes) });
    return { value, at: new Date() };
  });
  // Of a tenant that was large before, nobody counts beside the one who counts anew.
  const isLarge = known?.isLarge ?? false;
  const entry: Kept = { counted, isLarge, until: isLarge ? Number.POSITIVE_INFINITY : 0 };
  counted.catch(() => kept.delete(key));
  kept.delete(key);
  kept.set(key, entry);
  if (kept.size > keptMax) kept.delete(kept.keys().next().value ?? key);
  return counted;
}
