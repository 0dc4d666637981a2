"use client";

import type { Total } from "@portcullis/domain/page";
import { ChevronLeft, ChevronRight, ListX } from "lucide-react";
import { useQueryState } from "nuqs";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#ui/button.tsx";
import { type Countable, countText } from "#ui/count-text.ts";
import { StatePanel } from "#ui/feedback/state-panel.tsx";
import { keysetPages, nextPages } from "./keyset-pages.ts";

type PaginationProps = {
  noun: Countable;
  /** Undefined until it is counted. */
  total: Total | undefined;
  /** How many this page shows. */
  shown: number;
  /** Null where there is no such page. */
  onPrevious: (() => void) | null;
  onNext: (() => void) | null;
  busy?: boolean | undefined;
};

/** Keyset pages know before and after, not numbers. */
export function Pagination({ noun, total, shown, onPrevious, onNext, busy = false }: PaginationProps) {
  const t = useTranslations();
  const count = total ? countText(t, noun, total.count, total.exact) : "…";
  return (
    <nav aria-label={t("ui.pages")} className="flex flex-wrap items-center justify-between gap-3 py-3">
      <p className="text-xs text-ink-muted tabular-nums">
        {onPrevious || onNext ? t("ui.of2", { shown, total: count }) : count}
      </p>
      {(onPrevious || onNext) && (
        <div className="flex gap-2">
          <Button size="sm" disabled={!onPrevious} aria-busy={busy || undefined} onClick={() => onPrevious?.()}>
            <ChevronLeft aria-hidden="true" />
            {t("ui.previous")}
          </Button>
          <Button size="sm" disabled={!onNext} aria-busy={busy || undefined} onClick={() => onNext?.()}>
            {t("ui.next")}
            <ChevronRight aria-hidden="true" />
          </Button>
        </div>
      )}
    </nav>
  );
}

/** The URL leads to a page that the list does not have. The children say what may have happened to it. */
export function PageGone({
  children,
  onFirstPage,
}: {
  readonly children: ReactNode;
  readonly onFirstPage: () => void;
}) {
  const t = useTranslations();
  return (
    <StatePanel
      icon={<ListX />}
      title={t("ui.thisPageOfTheList")}
      actions={<Button onClick={onFirstPage}>{t("ui.goToTheFirstPage")}</Button>}
    >
      {children}
    </StatePanel>
  );
}

export type KeysetPages = ReturnType<typeof useKeysetPages>;

/** The page of a keyset list in the URL, and the steps from it. Each step is a step of the browser's Back button. */
export function useKeysetPages() {
  const [pages, setPages] = useQueryState("pages", keysetPages.withOptions({ history: "push", scroll: true }));
  return {
    cursor: pages.at(-1),
    toFirst: () => void setPages([], { history: "replace", scroll: false }),
    previous: pages.length > 0 ? () => void setPages(pages.slice(0, -1)) : null,
    next: (cursor: string) => void setPages(nextPages(pages, cursor)),
  };
}

/** Pages of a list inside a dialog, which has no URL of its own: the cursors of the pages that were passed. */
export function useKeysetPagesInMemory() {
  const [passed, setPassed] = useState<readonly string[]>([]);
  return {
    cursor: passed.at(-1),
    previous: passed.length > 0 ? () => setPassed(passed.slice(0, -1)) : null,
    next: (cursor: string) => setPassed([...passed, cursor]),
  };
}
