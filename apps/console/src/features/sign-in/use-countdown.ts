import { useCallback, useSyncExternalStore } from "react";

const noTime = () => 0;

/** Whole seconds until a moment (milliseconds since the epoch); 0 once it has passed, or without one. */
export function useCountdown(until: number | null): number {
  const subscribe = useCallback(
    (redraw: () => void) => {
      if (until === null) return () => {};
      const timer = setInterval(redraw, 250);
      return () => clearInterval(timer);
    },
    [until],
  );
  const left = () => (until === null ? 0 : Math.max(0, Math.ceil((until - Date.now()) / 1000)));
  return useSyncExternalStore(subscribe, left, noTime);
}
