import type { Listener } from "@portcullis/db/listen";
import type { Change } from "@portcullis/db/notify";
import { wakeUpSignal } from "@portcullis/runtime/wake-up-signal";
import { databaseLine, type LineParts } from "./database-connection.ts";

export interface Poll {
  /** False while the database cannot be asked. */
  readonly isHealthy: () => boolean;
  /** Ends after the portion in hand. */
  readonly stop: () => Promise<void>;
}

export interface PollWork<Due> {
  /** Milliseconds between two looks. */
  readonly pollMs: number;
  readonly due: () => Promise<readonly Due[]>;
  /** One portion of what is due; tells whether there may be more. */
  readonly work: (due: Due) => Promise<boolean>;
  /** Whether a change that was made just now is a reason to look at once. */
  readonly isWakeUp?: (change: Change) => boolean;
}

/** Looks for what is due and works on it, portion after portion. It keeps no queue of its own that a crash could lose. */
export function startPoll<Due>(
  { pollMs, due, work, isWakeUp }: PollWork<Due>,
  parts: LineParts & { readonly listener?: Listener },
): Poll {
  const stopping = new AbortController();
  const { notify, waitFor } = wakeUpSignal();
  const { ask, isHealthy } = databaseLine(parts);
  const unsubscribe = isWakeUp && parts.listener?.subscribe((change) => (!change || isWakeUp(change)) && notify());

  /** One portion of each in turn, so that none waits for another's backlog. Tells whether there may be more. */
  async function poll(): Promise<boolean> {
    let isMore = false;
    for (const each of (await ask(due())) ?? []) {
      if (stopping.signal.aborted) return false;
      isMore = ((await ask(work(each))) ?? false) || isMore;
    }
    return isMore;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      // Not by the wall clock: where that is set back by an hour, nothing would be done for an hour.
      const began = performance.now();
      while (await poll());
      await waitFor(Math.max(0, pollMs - (performance.now() - began)));
    }
  }

  const running = run();
  return {
    isHealthy,
    async stop() {
      stopping.abort();
      unsubscribe?.();
      notify();
      await running;
    },
  };
}
