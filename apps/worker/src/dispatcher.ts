import { smallAtOnce } from "@portcullis/api/change/advance-small-cascades";
import type { InternalCaller } from "@portcullis/api/internal-router";
import type { Listener } from "@portcullis/db/listen";
import { tenantId } from "@portcullis/domain/ids";
import { wakeUpSignal } from "@portcullis/runtime/wake-up-signal";
import { databaseLine, type LineParts } from "./database-connection.ts";

export interface Dispatcher {
  /** False while the database cannot be asked. */
  readonly isHealthy: () => boolean;
  /** Whether devices are being switched. */
  readonly isBusy: () => boolean;
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
/** Transactions at once: a big cascade, or one that waits for a lock, takes one and leaves the others. */
const concurrency = 4;
/** Of these, as many may be of what was found in the queue: one is left for a change that was made just now. */
const queuedConcurrency = concurrency - 1;
/** What a look at the queue brings at most; more than run at once, so that busy ones do not hide the rest. */
const dueAtMost = 256;
/** Changes that were made just now and wait for their turn, at most: the others are found in the queue. */
const notifiedMax = 256;
/** Cascades of a tenant that are not worth putting together. */
const fewMax = 2 * concurrency;

/**
 * Moves devices until they agree with their users: looks for what is due when told of a change and every second, and
 * advances each cascade one batch at a time. It keeps no queue of its own that a crash could lose.
 */
export function startDispatcher(parts: DispatcherParts): Dispatcher {
  const { caller, listener, log } = parts;
  const stopping = new AbortController();
  const { notify, waitFor } = wakeUpSignal();
  const inFlight = new Set<string>();
  const transactions = new Set<Promise<void>>();
  const notified: Due[] = [];
  const { ask, isHealthy } = databaseLine(parts);
  const unsubscribe = listener.subscribe((change) => {
    // A lifecycle change of one user has just been made: it need not be looked for, and goes before those of many.
    if (change?.cascadeId && change.sessions && !change.isOfMany && notified.length < notifiedMax) {
      notified.push({ tenantId: tenantId(change.tenantId), cascadeId: change.cascadeId });
      beginNotified();
    } else if (!change || change.cascadeId) notify();
  });

  async function advance(due: Due): Promise<void> {
    const outcome = (await ask(caller.cascade.advance(due)))?.outcome;
    if (outcome === "parked" || outcome === "postponed") log.warn({ ...due, outcome }, "batch failed");
    else if (outcome) log.debug({ ...due, outcome }, "batch");
    if (outcome === "progress") notify();
    if (outcome === "busy") setTimeout(notify, busyMs);
  }

  /** Small ones together; what is left of them one by one. */
  async function advanceSet(set: readonly [Due, ...Due[]]): Promise<void> {
    const [first] = set;
    if (set.length === 1) return advance(first);
    const cascadeIds = set.map(({ cascadeId }) => cascadeId);
    const answer = await ask(caller.cascade.advanceSmall({ tenantId: first.tenantId, cascadeIds }));
    for (const cascadeId of answer?.left ?? []) {
      beginNotified();
      await advance({ tenantId: first.tenantId, cascadeId });
    }
  }

  function begin(set: readonly [Due, ...Due[]]): void {
    for (const { cascadeId } of set) inFlight.add(cascadeId);
    const work = advanceSet(set).finally(() => {
      for (const { cascadeId } of set) inFlight.delete(cascadeId);
      transactions.delete(work);
      beginNotified();
    });
    transactions.add(work);
  }

  function beginNotified(): void {
    while (!stopping.signal.aborted && transactions.size < concurrency) {
      const next = notified.shift();
      if (!next) return;
      if (!inFlight.has(next.cascadeId)) begin([next]);
    }
  }

  /** Begins all that is due, as others end. */
  async function poll(): Promise<void> {
    const due = (await ask(caller.cascade.due({ limit: dueAtMost }))) ?? [];
    for (const set of setsOf(due)) {
      while (transactions.size >= queuedConcurrency) await Promise.race(transactions);
      const [first, ...others] = set.filter(({ cascadeId }) => !inFlight.has(cascadeId));
      if (first && !stopping.signal.aborted) begin([first, ...others]);
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await poll();
      await waitFor(pollMs);
    }
    await Promise.all(transactions);
  }

  const ended = run();
  return {
    isHealthy,
    isBusy: () => transactions.size > 0,
    async stop() {
      stopping.abort();
      unsubscribe();
      notify();
      await ended;
    },
  };
}

/** Where a tenant has many, those that wait longest first together; each alone where there are few. */
function setsOf(due: readonly Due[]): readonly (readonly Due[])[] {
  const byTenant = Map.groupBy(due, (each) => each.tenantId);
  return [...byTenant.values()].flatMap((of) => {
    if (of.length <= fewMax) return of.map((each) => [each]);
    const sets = Math.ceil(of.length / smallAtOnce);
    return Array.from({ length: sets }, (_, n) => of.slice(n * smallAtOnce, (n + 1) * smallAtOnce));
  });
}
