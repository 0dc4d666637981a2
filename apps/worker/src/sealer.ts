import { setTimeout as pause } from "node:timers/promises";
import type { InternalCaller } from "@portcullis/api/internal-router";
import type { LineParts } from "./database-connection.ts";
import { type Poll, startPoll } from "./poll.ts";

interface SealerParts extends LineParts {
  readonly caller: InternalCaller;
  /** Whether something is under way that people wait for. */
  readonly isBusy: () => boolean;
}

/** Between two looks, in milliseconds: how long an event waits for its seal at most, and how many share one. */
const pollMs = 5_000;
/** After each portion, what people wait for has so many times as long to itself: a seal may be late, a device may not. */
const giveWayTimes = 4;
/** Tenants of one look. */
const dueAtMost = 1_000;
/** Between two lines about the same tenant, in milliseconds: the log is a witness outside the database, no mirror of it. */
const logEveryMs = 600_000;

type Sealed = Extract<Awaited<ReturnType<InternalCaller["audit"]["seal"]>>, { readonly outcome: "sealed" }>;

/** Seals the audit logs of all tenants, portion after portion, whatever waits. */
export function startSealer(parts: SealerParts): Poll {
  const { caller, log, isBusy } = parts;
  /** When each tenant's head was last told of. */
  const loggedAt = new Map<string, number>();

  async function seal(tenantId: string): Promise<boolean> {
    const began = performance.now();
    const done = await caller.audit.seal({ tenantId });
    if (isBusy()) await pause((performance.now() - began) * giveWayTimes);
    if (done.outcome !== "sealed") return false;
    logSeal(tenantId, done);
    return true;
  }

  function logSeal(tenantId: string, { number, hash, events }: Sealed): void {
    const fields = { tenantId, head: `${number}:${hash}`, events };
    const now = performance.now();
    if (now - (loggedAt.get(tenantId) ?? Number.NEGATIVE_INFINITY) < logEveryMs) return log.debug(fields, "sealed");
    loggedAt.set(tenantId, now);
    log.info(fields, "sealed");
  }

  return startPoll({ pollMs, due: () => caller.audit.due({ limit: dueAtMost }), work: seal }, parts);
}
