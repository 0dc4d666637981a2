import { clsx } from "clsx";

/** One line of a menu. */
export function menuItemClass(danger = false): string {
  return clsx(
    "flex min-h-8 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm outline-hidden select-none pointer-coarse:min-h-10",
    "data-disabled:text-ink-faint [&_svg]:size-4 [&_svg]:shrink-0",
    danger
      ? "text-danger-ink data-highlighted:bg-danger-soft data-disabled:data-highlighted:bg-hover"
      : "text-ink data-highlighted:bg-hover [&_svg]:text-ink-muted",
  );
}
