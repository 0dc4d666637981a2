"use client";

/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- table.css changes `display` on narrow screens, which takes the built-in roles away. */

import { clsx } from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useRouter } from "next/navigation";
import type { CSSProperties, MouseEvent, ReactNode, Ref } from "react";
import { Skeleton } from "#ui/feedback/loading.tsx";

type TableProps = {
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

/** `title` names the row and takes the room left over; `select` and `menu` are narrow and stand in a card's corners. */
type CellKind = "title" | "select" | "menu" | "whole";

type CellProps = {
  /** The column's name, shown beside the value in a card. */
  label: string;
  children: ReactNode;
  kind?: CellKind | undefined;
  align?: "start" | "end" | undefined;
  /** Hidden where the table is narrower: md 720 px, lg 900, xl 1080, 2xl 1240. Give the heading the same. */
  from?: "md" | "lg" | "xl" | "2xl" | undefined;
  /** Left out of cards; or shown in them although `from` leaves the column out of a narrow table. */
  card?: "hidden" | "shown" | undefined;
  className?: string | undefined;
};

export function TableCell({ label, children, kind, align, from, card, className }: CellProps) {
  return (
    <td
      role="cell"
      data-label={label}
      data-kind={kind}
      data-align={align}
      data-from={from}
      data-card={card}
      className={clsx(align === "end" && "tabular-nums", className)}
    >
      {children}
    </td>
  );
}

type SortState = "asc" | "desc" | null;

type HeadingProps = {
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

type RowProps = {
  children: ReactNode;
  /** Where a click on the row leads. The title cell must hold the real link, for keyboard and screen reader. */
  href?: string | undefined;
  selected?: boolean | undefined;
  ref?: Ref<HTMLTableRowElement> | undefined;
};

const controls = "a, button, input, label, [role='menuitem'], [role='dialog']";

export function TableRow({ children, href, selected, ref }: RowProps) {
  const router = useRouter();

  function open(event: MouseEvent<HTMLTableRowElement>) {
    const target = event.target as Element;
    if (href === undefined || event.defaultPrevented || !event.currentTarget.contains(target)) return;
    if (target.closest(controls) || window.getSelection()?.type === "Range") return;
    if (event.metaKey || event.ctrlKey) window.open(href, "_blank", "noopener");
    else router.push(href);
  }

  return (
    // The click only widens the target of the link inside, which the keyboard reaches.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <tr
      ref={ref}
      role="row"
      data-link={href === undefined ? undefined : ""}
      data-selected={selected || undefined}
      onClick={open}
    >
      {children}
    </tr>
  );
}

/** A table on its way, with the headings that will stand there; the first column is the title. */
export function TableSkeleton({
  label,
  columns,
  rows = 8,
}: {
  label: string;
  columns: readonly string[];
  rows?: number;
}) {
  return (
    <Table label={label} busy>
      <TableHead>
        {columns.map((column, at) => (
          <TableHeading key={column} kind={at === 0 ? "title" : undefined}>
            {column}
          </TableHeading>
        ))}
      </TableHead>
      <TableBody>
        {Array.from({ length: rows }, (_, row) => (
          <tr key={row} role="row">
            {columns.map((column, at) => (
              <TableCell key={column} label={column} kind={at === 0 ? "title" : undefined}>
                {at === 0 ? (
                  <span className="flex items-center gap-3">
                    <Skeleton className="size-8 rounded-full" />
                    <span className="flex flex-col gap-1.5">
                      <Skeleton className="h-3 w-32" />
                      <Skeleton className="h-2.5 w-44" />
                    </span>
                  </span>
                ) : (
                  <Skeleton className="h-3 w-20 max-w-full" />
                )}
              </TableCell>
            ))}
          </tr>
        ))}
      </TableBody>
    </Table>
  );
}
