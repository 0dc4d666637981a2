import type { Result } from "../measure/compare.ts";

/** As a table: milliseconds, and each median's ratio to that of all together. */
export function printResults(title: string, results: readonly Result[]): void {
  const rows = [
    ["", "median", "p95", "ratio"],
    ...results.map(({ name, median, p95, ratio }) => [
      name,
      `${median.toFixed(2)} ms`,
      `${p95.toFixed(2)} ms`,
      ratio.toFixed(3),
    ]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart((widths[n] ?? 0) + 3))).join(""),
  );
  process.stdout.write(`${title}\n${lines.join("\n")}\n`);
}
