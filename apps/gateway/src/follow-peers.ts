import { type PeersEvent, stillSeconds } from "@portcullis/domain/gateway";
import { pause } from "@portcullis/runtime/pause";
import type { Logger } from "pino";
import { type Console, TokenRefused } from "./console.ts";
import { pauseAfter } from "./pause-after.ts";

/** Nothing heard for so long: the stream is dead, whatever TCP believes. */
const deadAfterMs = 3 * stillSeconds * 1000;

interface FollowParts {
  readonly console: Console;
  readonly log: Logger;
  readonly onEvent: (event: PeersEvent) => void;
  /** The stream is over, whoever ended it; the next one is tried after a pause. */
  readonly onLost: () => void;
  /** The console knows this gateway no more. */
  readonly onRefused: () => void;
}

/** Hears the console's peers until `signal` aborts, subscribing anew whenever the stream ends, fails or falls silent. */
export async function followPeers(
  { console, log, onEvent, onLost, onRefused }: FollowParts,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const { reason, hasHeard } = await oneStream(console, onEvent, signal);
    onLost();
    if (signal.aborted) return;
    failures = hasHeard ? 1 : failures + 1;
    if (reason instanceof TokenRefused) {
      onRefused();
      log.error("the console refused the gateway's token");
    }
    // An outage is told once, not every five seconds.
    else log[failures === 1 ? "warn" : "debug"]({ err: reason, failures }, "the console's stream ended");
    await pause(pauseAfter(failures, reason), signal);
  }
}

/** Resolves when the stream is over, with why. */
async function oneStream(console: Console, onEvent: (event: PeersEvent) => void, signal: AbortSignal) {
  const over = Promise.withResolvers<unknown>();
  const ending = new AbortController();
  const watchdog = setTimeout(() => over.resolve(new Error("The console has been silent for too long.")), deadAfterMs);
  const onStop = () => over.resolve(signal.reason);
  signal.addEventListener("abort", onStop);
  let hasHeard = false;
  console.peers(
    (event) => {
      // One that is given up may still bring what it held back.
      if (ending.signal.aborted) return;
      hasHeard = true;
      watchdog.refresh();
      try {
        onEvent(event);
      } catch (error) {
        over.resolve(error);
      }
    },
    over.resolve,
    ending.signal,
  );
  const reason = await over.promise;
  clearTimeout(watchdog);
  signal.removeEventListener("abort", onStop);
  ending.abort();
  return { reason, hasHeard };
}
