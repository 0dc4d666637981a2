import { clsx } from "clsx";

/** What floats above the page: menus, lists of a select. */
export function popupClass(className?: string): string {
  return clsx(
    "origin-(--transform-origin) rounded-lg bg-raised text-ink shadow-raised outline-hidden",
    "transition-[scale,opacity] duration-100 ease-quick",
    "data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0",
    className,
  );
}
