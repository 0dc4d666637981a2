import { clsx } from "clsx";
import type { ReactNode } from "react";

const dots = {
  success: "border-success bg-success",
  warning: "border-warning bg-warning",
  danger: "border-danger bg-danger",
  accent: "border-accent bg-accent",
  neutral: "border-neutral bg-neutral",
  hollow: "border-neutral",
} as const;

export type StatusTone = keyof typeof dots;

/** A state: dot and word, never colour alone. `live` breathes while something is under way. */
export function Status(props: { tone: StatusTone; children: ReactNode; live?: boolean; className?: string }) {
  return (
    <span className={clsx("inline-flex min-w-0 items-center gap-2 whitespace-nowrap", props.className)}>
      <span
        aria-hidden="true"
        className={clsx(
          "size-2 shrink-0 rounded-full border-[1.5px]",
          dots[props.tone],
          props.live && "animate-breathe",
        )}
      />
      <span className="truncate">{props.children}</span>
    </span>
  );
}
