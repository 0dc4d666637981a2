import { quantile } from "../measure/compare.ts";
import { type Sample, sample } from "../measure/side-by-side.ts";

/** One line of the table: a figure of ours, what it is compared with in the same run, and what was aimed at. */
export interface Row {
  readonly benchCase: string;
  readonly unit: string;
  readonly ours: Sample;
  /** What the baseline is, and its values; a figure without one is compared with its goal itself. */
  readonly baseline?: { readonly name: string } & Sample;
  /** Of ours to the baseline: the median of the pairs'. */
  readonly ratio?: number;
  readonly goal: Goal;
  readonly isMet: boolean;
  /** What else is to be known of this line. */
  readonly note?: string;
}

/** Of the ratio where there is a baseline, else of the value. */
export interface Goal {
  readonly is: "at most" | "at least";
  readonly value: number;
}

/** @param pairs values of ours and of the baseline, by repetition */
export function ratioRow(
  row: { benchCase: string; unit: string; baseline: string; goal: Goal; note?: string },
  ours: readonly number[],
  baseline: readonly number[],
): Row {
  const ratio = quantile(
    ours.map((value, n) => value / (baseline[n] ?? Number.NaN)),
    0.5,
  );
  return {
    ...row,
    ours: sample(ours),
    baseline: { name: row.baseline, ...sample(baseline) },
    ratio,
    isMet: meets(ratio, row.goal),
  };
}

export function valueRow(
  row: { benchCase: string; unit: string; goal: Goal; note?: string },
  values: readonly number[],
): Row {
  const ours = sample(values);
  return { ...row, ours, isMet: meets(ours.median, row.goal) };
}

const meets = (value: number, { is, value: bound }: Goal) => (is === "at most" ? value <= bound : value >= bound);
