import { backOff } from "@portcullis/runtime/pause";
import { StreamDisplaced, TokenRefused } from "./console.ts";

/** Somebody has to give the gateway another token first, or end the other agents that use it. */
const refusedMs = 30_000;

/** Milliseconds until the next attempt after so many failures in a row, of which this was the last. */
export function pauseAfter(failures: number, reason: unknown): number {
  if (reason instanceof TokenRefused || reason instanceof StreamDisplaced) return refusedMs;
  return backOff(failures, { shortestMs: 100, longestMs: 5_000 });
}
