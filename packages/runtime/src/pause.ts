import { setTimeout as delay } from "node:timers/promises";

/** Waits `ms`; less where `signal` is aborted, which is no error. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, signal && { signal }).catch(() => {});
}

/**
 * Milliseconds until the next attempt after so many failures in a row: up to `shortestMs` after the first, then doubling up to
 * `longestMs`, drawn at random so that the clients of a console that restarts do not come back all at once.
 */
export const backOff = (failures: number, { shortestMs, longestMs }: { shortestMs: number; longestMs: number }) =>
  Math.random() * Math.min(longestMs, shortestMs * 2 ** (failures - 1));
