import { StreamDisplaced, TokenRefused } from "./console.ts";

const shortestMs = 100;
const longestMs = 5_000;
/** Somebody has to give the gateway another token first, or end the other agents that use it. */
const refusedMs = 30_000;

/**
 * Milliseconds until the next attempt: up to 100 ms after the first failure, then doubling up to 5 s, drawn at random so
 * that the gateways of a console that restarts do not come back all at once.
 */
export function pauseAfter(failures: number, reason: unknown): number {
  if (reason instanceof TokenRefused || reason instanceof StreamDisplaced) return refusedMs;
  return Math.random() * Math.min(longestMs, shortestMs * 2 ** (failures - 1));
}
