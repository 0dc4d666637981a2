import { toast } from "sonner";

export type ToastInput = {
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
