"use client";
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role -- table.css changes `display` on narrow screens, which takes the built-in roles away. */

import { useRouter } from "next/navigation";
import type { MouseEvent, ReactNode, Ref } from "react";

export type RowProps = {
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
