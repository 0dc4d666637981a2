import { quantile } from "./compare.ts";

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
