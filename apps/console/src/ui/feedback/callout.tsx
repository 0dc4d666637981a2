import { clsx } from "clsx";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const tones = {
  neutral: { color: "bg-sunken text-ink-muted", Icon: Info },
  accent: { color: "bg-accent-soft text-accent-ink", Icon: Info },
  success: { color: "bg-success-soft text-success-ink", Icon: CircleCheck },
  warning: { color: "bg-warning-soft text-warning-ink", Icon: TriangleAlert },
  danger: { color: "bg-danger-soft text-danger-ink", Icon: CircleAlert },
} as const;

export type CalloutProps = {
  tone?: keyof typeof tones | undefined;
  children: ReactNode;
  className?: string | undefined;
};

/** A note in the flow of the page. */
export function Callout({ tone = "neutral", children, className }: CalloutProps) {
  const { color, Icon } = tones[tone];
  return (
    <div className={clsx("flex items-start gap-2 rounded-md px-3 py-2 text-sm", color, className)}>
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1">{children}</div>
    </div>
  );
}
