import { clsx } from "clsx";

/** The look of everything that can be filled in. 16 px on touch screens, or iOS zooms the page. Its width is the caller's. */
export function inputClass(className?: string): string {
  return clsx(
    "min-w-0 rounded-md border border-field bg-surface text-base text-ink",
    "transition-colors duration-100 pointer-coarse:text-touch",
    "focus-visible:outline-offset-[-1px]",
    "aria-invalid:border-danger",
    "disabled:border-line disabled:bg-sunken disabled:text-ink-faint",
    "read-only:not-[button]:bg-sunken",
    className,
  );
}
