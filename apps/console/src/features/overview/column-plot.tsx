"use client";

import { clsx } from "clsx";

interface PlotColumn {
  readonly key: string;
  /** What the column stands for and how much it is, shown to a pointer. */
  readonly label: string;
  readonly value: number;
  /** A part of the value, drawn darker inside it. */
  readonly inner?: number | undefined;
}

export interface ColumnPlotProps {
  readonly columns: readonly PlotColumn[];
  /** How the highest value is written at the top of the plot. */
  readonly format: (value: number) => string;
  /** What the first and the last column are; undefined while that cannot be said yet. */
  readonly ends: readonly [first: string, last: string] | undefined;
  /** The plot in a sentence, for everybody who does not read bars. */
  readonly summary: string;
}

/**
 * A row of columns. Drawn here and not by a library: two plots of a few dozen columns need no axes, scales or animations.
 */
export function ColumnPlot({ columns, format, ends, summary }: ColumnPlotProps) {
  const max = Math.max(1, ...columns.map(({ value }) => value));
  return (
    <figure>
      <div aria-hidden="true">
        <p className="border-b border-dashed border-line pb-0.5 text-xs text-ink-faint tabular-nums">{format(max)}</p>
        <div className="flex h-28 items-end gap-px border-b border-line-strong sm:gap-0.5">
          {columns.map(({ key, label, value, inner }) => (
            <div key={key} title={label} className="group flex h-full min-w-0 flex-1 items-end hover:bg-hover">
              <div
                className={clsx("relative w-full rounded-t-xs", inner === undefined ? "bg-accent" : "bg-accent/35")}
                style={{ height: value === 0 ? 0 : `max(2px, ${(value / max) * 100}%)` }}
              >
                {inner !== undefined && value > 0 && (
                  <div
                    className="absolute inset-x-0 bottom-0 rounded-t-xs bg-accent"
                    style={{ height: `${(inner / value) * 100}%` }}
                  />
                )}
              </div>
            </div>
          ))}
        </div>
        <p className={clsx("flex justify-between pt-1 text-xs text-ink-faint tabular-nums", !ends && "invisible")}>
          <span>{ends?.[0] ?? "–"}</span>
          <span>{ends?.[1] ?? "–"}</span>
        </p>
      </div>
      <figcaption className="mt-2 text-xs text-pretty text-ink-muted">{summary}</figcaption>
    </figure>
  );
}
