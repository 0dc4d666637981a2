/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- table.css changes `display` on narrow screens, which takes the built-in roles away. */
import { clsx } from "clsx";
import type { CSSProperties, ReactNode } from "react";

export type TableProps = {
  /** What the rows are, for a screen reader: "Users". */
  label: string;
  children: ReactNode;
  /** New rows are on their way; the old ones stay, dimmed. */
  busy?: boolean | undefined;
  /** With a border and a surface of its own; otherwise it lies bare on the page. */
  framed?: boolean | undefined;
  /** Share of the width for the title column, such as "28%". */
  titleWidth?: string | undefined;
  /** Rows in all, where the page shows some of them. */
  rowCount?: number | undefined;
};

/** A dense table that turns into cards where it is narrower than 640 px. */
export function Table({ label, children, busy = false, framed = true, titleWidth, rowCount }: TableProps) {
  return (
    <div
      data-framed={framed || undefined}
      className={clsx("table-frame", framed && "rounded-lg border border-line bg-surface")}
    >
      <table
        role="table"
        aria-label={label}
        aria-busy={busy}
        aria-rowcount={rowCount}
        className="table"
        style={titleWidth === undefined ? undefined : ({ "--title-width": titleWidth } as CSSProperties)}
      >
        {children}
      </table>
    </div>
  );
}

/** The column headings. */
export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead role="rowgroup">
      <tr role="row">{children}</tr>
    </thead>
  );
}

export function TableBody({ children }: { children: ReactNode }) {
  return <tbody role="rowgroup">{children}</tbody>;
}
