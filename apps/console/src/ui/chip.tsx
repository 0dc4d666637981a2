"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";

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
