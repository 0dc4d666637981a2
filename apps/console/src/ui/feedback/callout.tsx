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

type CalloutProps = {
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

/**
 * What went wrong with what was just asked, at the end of a dialog or panel; said aloud when it appears.
 * @param message undefined while nothing did
 */
export function FailureNote({ message }: { readonly message: ReactNode }) {
  return (
    <div aria-live="assertive">
      {message !== undefined && (
        <Callout tone="danger" className="mt-4">
          {message}
        </Callout>
      )}
    </div>
  );
}

/** Speaks each new message to a screen reader, politely. Mount it before the first message. */
export function LiveRegion({ message, assertive = false }: { message: string; assertive?: boolean }) {
  return (
    <div aria-live={assertive ? "assertive" : "polite"} aria-atomic="true" className="sr-only">
      {message}
    </div>
  );
}
