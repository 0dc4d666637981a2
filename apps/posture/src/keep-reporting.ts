import { type PostureReport, type PostureVerdict, postureReportSeconds } from "@portcullis/domain/device/posture";
import { backOff, pause } from "@portcullis/runtime/pause";
import { type Console, TokenRefused, TooSoon } from "./console.ts";

const intervalMs = postureReportSeconds * 1000;

export interface ReportParts {
  readonly console: Console;
  readonly collect: () => Promise<PostureReport>;
  readonly onTaken: (verdict: PostureVerdict) => void;
  readonly onFailed: (error: Error) => void;
}

/** Milliseconds until the next attempt after so many failures in a row, of which this was the last. */
export function pauseAfter(failures: number, error: Error): number {
  if (error instanceof TooSoon) return error.waitMs;
  return backOff(failures, { shortestMs: 5_000, longestMs: intervalMs });
}

/** Reports at once and every five minutes until the signal aborts. @throws {TokenRefused} */
export async function keepReporting(parts: ReportParts, signal: AbortSignal): Promise<void> {
  const { console, collect, onTaken, onFailed } = parts;
  let failures = 0;
  while (!signal.aborted) {
    let pauseMs = intervalMs;
    try {
      onTaken(await console.report(await collect()));
      failures = 0;
    } catch (reason) {
      if (reason instanceof TokenRefused) throw reason;
      const error = reason instanceof Error ? reason : new Error(String(reason));
      pauseMs = pauseAfter(++failures, error);
      onFailed(error);
    }
    await pause(pauseMs, signal);
  }
}

/** Reports once, after the wait that the console asks for where the last report was just now. */
export async function reportOnce({
  console,
  collect,
}: Pick<ReportParts, "console" | "collect">): Promise<PostureVerdict> {
  const report = await collect();
  return console.report(report).catch(async (error: unknown) => {
    if (!(error instanceof TooSoon)) throw error;
    await pause(error.waitMs);
    return console.report(report);
  });
}
