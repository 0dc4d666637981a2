import type { InternalCaller } from "@portcullis/api/internal-router";
import { bell } from "./bell.ts";
import { databaseLine, type LineParts } from "./database-line.ts";

export interface Sealer {
  /** False while the database cannot be asked. */
  readonly isHealthy: () => boolean;
  /** Ends after the seal in hand. */
  readonly stop: () => Promise<void>;
}

interface SealerParts extends LineParts {
  readonly caller: InternalCaller;
}

/** Between two looks, in milliseconds: how long an event waits for its seal at most, and how many share one. */
const pollMs = 5_000;
/** Tenants of one look. */
const dueAtMost = 1_000;
/** Between two lines about the same tenant, in milliseconds: the log is a witness outside the database, no mirror of it. */
const tellMs = 600_000;

type Sealed = Extract<Awaited<ReturnType<InternalCaller["audit"]["seal"]>>, { readonly outcome: "sealed" }>;

/** Seals the trails of all tenants, portion after portion, whatever waits. It keeps no queue of its own that a crash could lose. */
export function startSealer(parts: SealerParts): Sealer {
  const { caller, log } = parts;
  const stopping = new AbortController();
  const { ring, sleep } = bell();
  const { ask, isHealthy } = databaseLine(parts);
  /** When each tenant's head was last told of. */
  const toldAt = new Map<string, number>();

  async function seal(tenantId: string): Promise<boolean> {
    const done = await ask(caller.audit.seal({ tenantId }));
    if (done?.outcome !== "sealed") return false;
    tell(tenantId, done);
    return true;
  }

  function tell(tenantId: string, { number, hash, events }: Sealed): void {
    const facts = { tenantId, head: `${number}:${hash}`, events };
    const now = performance.now();
    if (now - (toldAt.get(tenantId) ?? Number.NEGATIVE_INFINITY) < tellMs) return log.debug(facts, "sealed");
    toldAt.set(tenantId, now);
    log.info(facts, "sealed");
  }

  /** One portion of each tenant in turn, so that none waits for another's backlog. Tells whether there may be more. */
  async function look(): Promise<boolean> {
    let hasSealed = false;
    for (const tenantId of (await ask(caller.audit.due({ limit: dueAtMost }))) ?? []) {
      if (stopping.signal.aborted) return false;
      hasSealed = (await seal(tenantId)) || hasSealed;
    }
    return hasSealed;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      // Not by the wall clock: where that is set back by an hour, nothing would be sealed for an hour.
      const began = performance.now();
      while (await look());
      await sleep(Math.max(0, pollMs - (performance.now() - began)));
    }
  }

  const running = run();
  return {
    isHealthy,
    async stop() {
      stopping.abort();
      ring();
      await running;
    },
  };
}
