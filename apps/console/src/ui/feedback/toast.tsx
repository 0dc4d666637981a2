"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner, toast } from "sonner";

type ToastInput = {
  message: string;
  description?: string | undefined;
  tone?: "neutral" | "success" | "danger" | undefined;
  action?: { label: string; onAction: () => void } | undefined;
  /** Milliseconds on the screen. */
  duration?: number | undefined;
};

const show = { neutral: toast, success: toast.success, danger: toast.error } as const;

/** Says briefly that something happened. What must not be missed belongs on the page. @returns how to take it back */
export function showToast({ message, description, tone = "neutral", action, duration = 5000 }: ToastInput): () => void {
  const id = show[tone](message, {
    duration,
    ...(description === undefined ? {} : { description }),
    ...(action ? { action: { label: action.label, onClick: action.onAction } } : {}),
  });
  return () => toast.dismiss(id);
}

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
