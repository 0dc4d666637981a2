import type { Sample } from "../measure/side-by-side.ts";
import type { Goal, Row } from "./row.ts";

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
