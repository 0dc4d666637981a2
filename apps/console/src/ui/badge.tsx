"use client";

import { clsx } from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

const tones = {
  neutral: "bg-hover text-ink-muted",
  accent: "bg-accent-soft text-accent-ink",
  success: "bg-success-soft text-success-ink",
  warning: "bg-warning-soft text-warning-ink",
  danger: "bg-danger-soft text-danger-ink",
  outline: "border border-line-strong text-ink-muted",
} as const;

type BadgeTone = keyof typeof tones;

/** A word about a thing: a role, "Owner", a count. */
export function Badge(props: { tone?: BadgeTone; children: ReactNode; icon?: ReactNode; className?: string }) {
  return (
    <span
      className={clsx(
        "inline-flex h-5 max-w-full items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0",
        tones[props.tone ?? "neutral"],
        props.className,
      )}
    >
      {props.icon}
      <span className="truncate">{props.children}</span>
    </span>
  );
}

/** The first few names, then "+n" whose names a screen reader hears and a pointer sees. */
export function BadgeList(props: { names: readonly string[]; max?: number; tone?: BadgeTone; none?: string }) {
  const t = useTranslations();
  const { names, max = 2, tone = "neutral", none = t("common.none") } = props;
  if (names.length === 0) return <span className="text-ink-faint">{none}</span>;
  const shown = names.length === max + 1 ? names : names.slice(0, max);
  const rest = names.slice(shown.length);
  return (
    <span className="flex flex-wrap gap-1">
      {shown.map((name) => (
        <Badge key={name} tone={tone}>
          {name}
        </Badge>
      ))}
      {rest.length > 0 && (
        <span title={rest.join(", ")} className="inline-flex h-5 items-center text-xs text-ink-muted tabular-nums">
          <span aria-hidden="true">+{rest.length}</span>
          <span className="sr-only">{t("ui.and", { rest: rest.join(", ") })}</span>
        </span>
      )}
    </span>
  );
}

/** A filter in force, or another thing that can be taken away. */
export function Chip(props: { children: ReactNode; onRemove: () => void; removeLabel: string }) {
  return (
    <span className="inline-flex h-7 max-w-full items-center rounded-md border border-line-strong bg-surface pl-2 text-xs whitespace-nowrap pointer-coarse:h-9">
      <span className="min-w-0 truncate">{props.children}</span>
      <button
        type="button"
        aria-label={props.removeLabel}
        onClick={props.onRemove}
        className="grid h-full w-7 shrink-0 place-items-center rounded-md text-ink-muted hover:text-ink focus-visible:outline-offset-[-2px]"
      >
        <X aria-hidden="true" className="size-3.5" />
      </button>
    </span>
  );
}

/** A key. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-grid h-5 min-w-5 place-items-center rounded-sm border border-line-strong bg-surface px-1 font-sans text-xs text-ink-muted">
      {children}
    </kbd>
  );
}
