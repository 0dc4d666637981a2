import { clsx } from "clsx";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger" | "danger-quiet";
export type ButtonSize = "sm" | "md" | "lg";

const variants: Readonly<Record<ButtonVariant, string>> = {
  primary: "border-transparent bg-accent text-on-accent enabled-hover:bg-accent-hover",
  secondary: "border-line-strong bg-surface text-ink enabled-hover:bg-hover",
  ghost: "border-transparent bg-transparent text-ink-muted enabled-hover:bg-hover enabled-hover:text-ink",
  danger: "border-transparent bg-danger-fill text-on-accent enabled-hover:bg-danger-fill-hover",
  "danger-quiet": "border-line-strong bg-surface text-danger-ink enabled-hover:bg-danger-soft",
};

const sizes: Readonly<Record<ButtonSize, string>> = {
  sm: "h-7 px-2 text-xs pointer-coarse:h-9",
  md: "h-8 px-3 text-sm pointer-coarse:h-10",
  lg: "h-9 px-4 text-base pointer-coarse:h-11",
};

/** The look shared by buttons and by links that act as one. `square` is for an icon alone. */
export function buttonClass(options: {
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  square?: boolean | undefined;
}): string {
  const { variant = "secondary", size = "md", square = false } = options;
  return clsx(
    "relative inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none",
    "transition-colors duration-100 [&_svg]:size-4 [&_svg]:shrink-0",
    "disabled:border-line disabled:bg-sunken disabled:text-ink-faint",
    "aria-disabled:not-aria-busy:border-line aria-disabled:not-aria-busy:bg-sunken aria-disabled:not-aria-busy:text-ink-faint",
    variants[variant],
    sizes[size],
    square && "aspect-square px-0!",
  );
}
