"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

const themes = { light: "light", dark: "dark" } as const;

/** Where toasts appear; mounted once, in the root layout. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? themes.dark : themes.light}
      position="bottom-right"
      gap={8}
      visibleToasts={3}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-center gap-3 rounded-lg bg-raised px-4 py-3 font-sans text-sm text-ink shadow-raised sm:w-(--width)",
          content: "min-w-0 flex-1",
          title: "font-medium",
          description: "text-ink-muted",
          icon: "shrink-0",
          success: "[&_[data-icon]]:text-success",
          error: "[&_[data-icon]]:text-danger",
          actionButton:
            "h-7 shrink-0 rounded-md border border-line-strong bg-surface px-2 text-xs font-medium text-ink hover:bg-hover pointer-coarse:h-9",
        },
      }}
    />
  );
}
