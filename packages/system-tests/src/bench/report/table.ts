import { arch, cpus, platform, release, totalmem } from "node:os";
import type postgres from "postgres";
import { quantile, type Sample, sample } from "../measure/compare.ts";
import type { Load } from "../measure/load.ts";

/** On what it was measured: without it, no figure means anything. */
export async function machine(sql: postgres.Sql) {
  const [row] = await sql<{ version: string }[]>`select current_setting('server_version') as version`;
  const [cpu] = cpus();
  return {
    cpu: cpu?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    system: `${platform()} ${release()} ${arch()}`,
    node: process.version,
    postgresql: row?.version ?? "unknown",
    at: new Date().toISOString(),
  };
}

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
interface Goal {
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

interface SideBySide {
  readonly ours: readonly Load[];
  readonly baseline: readonly Load[];
}

/** An HTTP call beside its baseline: its time alone, and its rate among 32. The goals are ratios. */
export function timeAndRateRows(
  of: { benchCase: string; baseline: string; time: number; rate: number },
  alone: SideBySide,
  many: SideBySide,
): readonly Row[] {
  const { benchCase, baseline } = of;
  return [
    ratioRow(
      { benchCase: `${benchCase}, concurrency 1, p50`, unit: "ms", baseline, goal: { is: "at most", value: of.time } },
      alone.ours.map(({ p50 }) => p50),
      alone.baseline.map(({ p50 }) => p50),
    ),
    ratioRow(
      {
        benchCase: `${benchCase}, concurrency 32`,
        unit: "calls/s",
        baseline,
        goal: { is: "at least", value: of.rate },
      },
      many.ours.map(({ rate }) => rate),
      many.baseline.map(({ rate }) => rate),
    ),
  ];
}

export function valueRow(
  row: { benchCase: string; unit: string; goal: Goal; note?: string },
  values: readonly number[],
): Row {
  const ours = sample(values);
  return { ...row, ours, isMet: meets(ours.median, row.goal) };
}

const meets = (value: number, { is, value: bound }: Goal) => (is === "at most" ? value <= bound : value >= bound);

/** The table as Markdown, which a terminal shows as well as a page does. */
export function table(rows: readonly Row[]): string {
  const lines = [
    ["figure", "ours", "baseline in the same run", "ratio", "goal", ""],
    ...rows.map(({ benchCase, unit, ours, baseline, ratio, goal, isMet, note }) => [
      note ? `${benchCase} (${note})` : benchCase,
      `${said(ours)} ${unit}`,
      baseline ? `${baseline.name}: ${said(baseline)}` : "–",
      ratio === undefined ? "–" : `${round(ratio)}×`,
      goalText(goal, ratio === undefined ? unit : "×"),
      isMet ? "met" : "missed",
    ]),
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  const text = (line: readonly string[]) => `| ${line.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = lines;
  return [text(head), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...body.map(text)].join("\n");
}

/** The median, and the least and most of the repetitions. */
const said = ({ median, least, most }: Sample) => `${round(median)} (${round(least)}–${round(most)})`;

const goalText = ({ is, value }: Goal, unit: string) =>
  `${is === "at most" ? "≤" : "≥"} ${value} ${unit}`.replace(" ×", "×");

/** Three digits that count. */
const round = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));
