"use client";

import type { Timestamp } from "@portcullis/domain/timestamp";
import { createContext, type ReactNode, use, useCallback, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { Tooltip } from "#ui/overlay/tooltip.tsx";
import { exactTime, relativeTimeText } from "./time-text.ts";

type RelativeTimeProps = {
  at: Timestamp | null;
  /** Said of null. */
  never?: string | undefined;
  /** Reached by Tab, so that a keyboard sees the exact time; leave off in long tables. */
  focusable?: boolean | undefined;
};

/** A moment, relative to now; exact, in the reader's time zone, on hover and focus. */
export function RelativeTime({ at, never, focusable = false }: RelativeTimeProps) {
  const t = useTranslations();
  const now = useNow();
  if (at === null) return <span className="text-ink-faint">{never ?? t("common.never")}</span>;
  return (
    <Tooltip label={() => exactTime(at)}>
      <time dateTime={at} {...(focusable ? { tabIndex: 0 } : {})} className="rounded-sm whitespace-nowrap tabular-nums">
        {relativeTimeText(t, Date.parse(at), now)}
      </time>
    </Tooltip>
  );
}

/** A moment to the second in the reader's time zone, for what is printed or kept. */
export function ExactTimestamp({ at }: { readonly at: Timestamp }) {
  const timeZone = useTimeZone() ?? "UTC";
  return (
    <time dateTime={at} className="tabular-nums">
      {exactTime(at, timeZone)}
    </time>
  );
}

const tick = 15_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = 0;

function subscribe(listener: () => void): () => void {
  now = Date.now();
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const notify of listeners) notify();
  }, tick);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const RenderedAt = createContext(0);

/** Carries the server's time of rendering, so that the first paint in the browser says exactly what the server said. */
export function Clock({ renderedAt, children }: { renderedAt: number; children: ReactNode }) {
  return <RenderedAt value={renderedAt}>{children}</RenderedAt>;
}

/** Milliseconds since the epoch, moving on every 15 s; one timer for the whole page. */
export function useNow(): number {
  const renderedAt = use(RenderedAt);
  const current = useCallback(() => now || renderedAt, [renderedAt]);
  return useSyncExternalStore(subscribe, current, () => renderedAt);
}

/** A browser that moves to another zone is told by nobody; the next page reads it anew. */
const subscribeNever = () => () => {};
const readersZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
const unknown = () => undefined;

/** The reader's time zone; undefined on the server and in the browser's first paint, which must agree with it. */
export function useTimeZone(): string | undefined {
  return useSyncExternalStore(subscribeNever, readersZone, unknown);
}
