"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { Button } from "#ui/button.tsx";

export type PaginationProps = {
  /** What is counted, one of them: "user". */
  noun: string;
  total: { count: number; exact: boolean };
  /** How many this page shows. */
  shown: number;
  /** Null where there is no such page. */
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
  busy?: boolean | undefined;
};

/** Keyset pages know before and after, not numbers. */
export function Pagination({ noun, total, shown, onPrevious, onNext, busy = false }: PaginationProps) {
  const nouns = total.count === 1 ? noun : `${noun}s`;
  const count = `${total.count.toLocaleString("en")}${total.exact ? "" : "+"} ${nouns}`;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3 py-3">
      <p className="text-xs text-ink-muted tabular-nums">
        {onPrevious || onNext ? `${shown.toLocaleString("en")} of ${count}` : count}
      </p>
      {(onPrevious || onNext) && (
        <div className="flex gap-2">
          <Button size="sm" disabled={!onPrevious} aria-busy={busy || undefined} onClick={() => onPrevious?.()}>
            <ChevronLeft aria-hidden="true" />
            Previous
          </Button>
          <Button size="sm" disabled={!onNext} aria-busy={busy || undefined} onClick={() => onNext?.()}>
            Next
            <ChevronRight aria-hidden="true" />
          </Button>
        </div>
      )}
    </nav>
  );
}
