/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- table.css changes `display` on narrow screens, which takes the built-in roles away. */
import { clsx } from "clsx";
import type { ReactNode } from "react";

/** `title` names the row and takes the room left over; `select` and `menu` are narrow and stand in a card's corners. */
export type CellKind = "title" | "select" | "menu" | "whole";

export type CellProps = {
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
