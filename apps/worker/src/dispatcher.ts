import type { InternalCaller } from "@portcullis/api/internal-router";
import type { Listener } from "@portcullis/db/listen";
import type { AdvanceOutcome } from "@portcullis/domain/cascade";
import type { Logger } from "pino";

export interface Dispatcher {
  /** False while the database cannot be asked. */
  isHealthy(): boolean;
  /** Ends after the batches in hand. */
  stop(): Promise<void>;
}

type Due = Awaited<ReturnType<InternalCaller["cascade"]["due"]>>[number];

/** A lost wake-up costs this long, in milliseconds, never a device. */
const pollMs = 1_000;
/** The user's row is held by somebody: usually for milliseconds. */
const busyMs = 50;
/** Cascades advanced at once; a big one takes one of the lanes, batch by batch, and the others go on beside it. */
const lanes = 4;
/** What a look at the queue brings at most; more than the lanes, so that busy ones do not hide the rest. */
const dueAtMost = 64;

/**
 * Moves devices until they agree with their users: looks for what is due when told of a change and every second, and
 * advances each cascade one batch at a time. It keeps no queue of its own that a crash could lose.
 */
export function startDispatcher(parts: { caller: InternalCaller; listener: Listener; log: Logger }): Dispatcher {
  const { caller, listener, log } = parts;
  const stopping = Promise.withResolvers<void>();
  let isStopping = false;
  let isHealthy = true;
  let wake = Promise.withResolvers<void>();
  const unsubscribe = listener.subscribe((change) => {
    if (!change || change.cascadeId) wake.resolve();
  });

  async function advance(due: Due): Promise<AdvanceOutcome> {
    const { outcome } = await caller.cascade.advance(due);
    if (outcome === "parked" || outcome === "postponed") log.warn({ ...due, outcome }, "batch failed");
    else if (outcome !== "progress") log.debug({ ...due, outcome }, "batch");
    return outcome;
  }

  /** Advances everything that is due by one batch. True when somebody should look again at once. */
  async function round(): Promise<{ isMore: boolean; isBusy: boolean }> {
    const queue = await caller.cascade.due({ limit: dueAtMost });
    const outcomes: AdvanceOutcome[] = [];
    const lane = async () => {
      for (let due = queue.shift(); due && !isStopping; due = queue.shift()) outcomes.push(await advance(due));
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return { isMore: outcomes.includes("progress"), isBusy: outcomes.includes("busy") };
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      wake = Promise.withResolvers();
      let waitMs = pollMs;
      try {
        const { isMore, isBusy } = await round();
        if (!isHealthy) log.info("database is back");
        isHealthy = true;
        if (isMore) continue;
        if (isBusy) waitMs = busyMs;
      } catch (error) {
        if (isHealthy) log.error({ err: error }, "database cannot be asked");
        isHealthy = false;
      }
      await pause(waitMs, wake.promise, stopping.promise);
    }
  }

  const running = run();
  return {
    isHealthy: () => isHealthy,
    async stop() {
      isStopping = true;
      unsubscribe();
      stopping.resolve();
      await running;
    },
  };
}

/** Until the time is over or one of the promises resolves. */
async function pause(ms: number, ...earlier: Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([late, ...earlier]);
  clearTimeout(timer);
}
