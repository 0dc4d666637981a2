"use client";

import { createContext, type ReactNode, use, useCallback, useSyncExternalStore } from "react";

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
