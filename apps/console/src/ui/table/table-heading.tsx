/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- table.css changes `display` on narrow screens, which takes the built-in roles away. */
import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import type { CellKind } from "./table-cell.tsx";

type SortState = "asc" | "desc" | null;

export type HeadingProps = {
  children: ReactNode;
  kind?: CellKind | undefined;
  align?: "start" | "end" | undefined;
  from?: "md" | "lg" | "xl" | "2xl" | undefined;
  /** Present on columns that can be sorted by; null while another column sorts. */
  sort?: SortState | undefined;
  onSort?: (() => void) | undefined;
};

/** A column's heading, a button where the column sorts. */
export function TableHeading({ children, kind, align, from, sort, onSort }: HeadingProps) {
  const Arrow = sort === "desc" ? ArrowDown : ArrowUp;
  return (
    <th
      role="columnheader"
      scope="col"
      data-kind={kind}
      data-align={align}
      data-from={from}
      aria-sort={sort === "asc" ? "ascending" : sort === "desc" ? "descending" : undefined}
    >
      {onSort ? (
        <button
          type="button"
          onClick={onSort}
          className="group -mx-1.5 inline-flex h-6 items-center gap-1 rounded-sm px-1.5 font-medium hover:bg-pressed hover:text-ink"
        >
          {children}
          <Arrow
            aria-hidden="true"
            className={clsx(
              "size-3",
              sort ? "text-ink" : "opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100",
            )}
          />
        </button>
      ) : (
        children
      )}
    </th>
  );
}
