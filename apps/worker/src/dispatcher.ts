import type { InternalCaller } from "@portcullis/api/internal-router";
import type { Listener } from "@portcullis/db/listen";
import { tenantId } from "@portcullis/domain/ids";
import { wakeUpSignal } from "@portcullis/runtime/wake-up-signal";
import { databaseLine, type LineParts } from "./database-connection.ts";

export interface Dispatcher {
  /** False while the database cannot be asked. */
  readonly isHealthy: () => boolean;
  /** Ends after the batches in hand. */
  readonly stop: () => Promise<void>;
}

interface DispatcherParts extends LineParts {
  readonly caller: InternalCaller;
  readonly listener: Listener;
}

type Due = Awaited<ReturnType<InternalCaller["cascade"]["due"]>>[number];

/** A lost wake-up costs this long, in milliseconds, never a device. */
const pollMs = 1_000;
/** The user's row is held by somebody: usually for milliseconds. */
const busyMs = 50;
/** Cascades advanced at once, a batch each: a big one, or one that waits for a lock, takes one lane and leaves the others. */
const concurrency = 4;
/** What a look at the queue brings at most; more than the lanes, so that busy ones do not hide the rest. */
const dueAtMost = 64;

/**
 * Moves devices until they agree with their users: looks for what is due when told of a change and every second, and
 * advances each cascade one batch at a time. It keeps no queue of its own that a crash could lose.
 */
export function startDispatcher(parts: DispatcherParts): Dispatcher {
  const { caller, listener, log } = parts;
  const stopping = new AbortController();
  const { notify, waitFor } = wakeUpSignal();
  const inFlight = new Map<string, Promise<void>>();
  const { ask, isHealthy } = databaseLine(parts);
  const unsubscribe = listener.subscribe((change) => {
    // A lifecycle change has just been made, and there is room: it need not be looked for first.
    if (change?.cascadeId && change.sessions && inFlight.size < concurrency)
      begin({ tenantId: tenantId(change.tenantId), cascadeId: change.cascadeId });
    else if (!change || change.cascadeId) notify();
  });

  async function advance(due: Due): Promise<void> {
    const outcome = (await ask(caller.cascade.advance(due)))?.outcome;
    if (outcome === "parked" || outcome === "postponed") log.warn({ ...due, outcome }, "batch failed");
    else if (outcome) log.debug({ ...due, outcome }, "batch");
    if (outcome === "progress") notify();
    if (outcome === "busy") setTimeout(notify, busyMs);
  }

  function begin(due: Due): void {
    if (stopping.signal.aborted || inFlight.has(due.cascadeId)) return;
    const work = advance(due).finally(() => inFlight.delete(due.cascadeId));
    inFlight.set(due.cascadeId, work);
  }

  /** Puts everything that is due into the lanes, as they get free. */
  async function poll(): Promise<void> {
    for (const due of (await ask(caller.cascade.due({ limit: dueAtMost }))) ?? []) {
      while (inFlight.size >= concurrency) await Promise.race(inFlight.values());
      begin(due);
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await poll();
      await waitFor(pollMs);
    }
    await Promise.all(inFlight.values());
  }

  const running = run();
  return {
    isHealthy,
    async stop() {
      stopping.abort();
      unsubscribe();
      notify();
      await running;
    },
  };
}
