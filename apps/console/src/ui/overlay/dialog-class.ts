import { clsx } from "clsx";

export type DialogSize = "sm" | "md" | "lg";

const widths: Readonly<Record<DialogSize, string>> = { sm: "sm:max-w-md", md: "sm:max-w-lg", lg: "sm:max-w-2xl" };

/** A card in the middle; below 640 px a sheet that rises from the lower edge. */
export function dialogClass(size: DialogSize): string {
  return clsx(
    "relative flex w-full flex-col bg-raised text-ink shadow-sheet outline-hidden",
    "max-h-[calc(100dvh-2.5rem)] rounded-t-lg sm:max-h-full sm:rounded-lg",
    "transition-[translate,scale,opacity] duration-150 ease-quick",
    "max-sm:data-ending-style:translate-y-full max-sm:data-starting-style:translate-y-full",
    "sm:data-ending-style:scale-[0.98] sm:data-ending-style:opacity-0 sm:data-starting-style:scale-[0.98] sm:data-starting-style:opacity-0",
    widths[size],
  );
}

export const scrimClass =
  "fixed inset-0 z-30 min-h-dvh bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

export const viewportClass =
  "fixed inset-0 z-30 flex items-end justify-center sm:items-start sm:px-4 sm:pt-[12vh] sm:pb-8";
