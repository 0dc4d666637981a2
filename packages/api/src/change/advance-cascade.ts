import { notify } from "@portcullis/db/notify";
import { cascades } from "@portcullis/db/schema/cascades";
import { users } from "@portcullis/db/schema/users";
import { sequence } from "@portcullis/db/sequence";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { type AdvanceOutcome, advanceOutcomes, type CascadeKind } from "@portcullis/domain/cascade";
import { type TenantId, tenantId as toTenantId } from "@portcullis/domain/ids";
import { cutOffBuckets } from "@portcullis/runtime/metrics";
import { inSpan, isTracing, noteOnSpan } from "@portcullis/runtime/tracing";
import { and, eq, lte, sql } from "drizzle-orm";
import { Counter, Histogram } from "prom-client";
import type { WorkerContext } from "../kernel/context.ts";
import { erasePerson } from "./erase-person.ts";
import { recordFailure } from "./record-failure.ts";
import { removeDevices, switchDevices } from "./switch-devices.ts";

/** Devices per batch at most: far below 100 ms, because an administrator's click may be waiting for the user's row. */
const batchMax = 250;
/** Devices that the first batch may pass beyond those that it is about, and still reach the end. */
const headroom = 10;

interface DueCascade {
  readonly tenantId: TenantId;
  readonly cascadeId: string;
}

/**
 * Carries one cascade one batch further, in one transaction. Locks are taken in the order that everybody keeps: user,
 * cascade, devices. A worker that dies leaves nothing behind; a stale one meets the fence and stops.
 * Failures are recorded with a back-off and parked after some attempts.
 * @throws only where the failure cannot be recorded either: the database is down
 */
export async function advanceCascade(ctx: WorkerContext, input: DueCascade): Promise<Pick<Batch, "outcome">> {
  const step = {
    parent: await traceParentOf(ctx, input),
    kind: "consumer",
    attributes: { "portcullis.tenant_id": input.tenantId, "portcullis.cascade_id": input.cascadeId },
  } as const;
  return inSpan("cascade.advance", step, async () => {
    const batch = await batchOrFailure(ctx, input);
    countBatch(batch);
    noteOnSpan({ "portcullis.outcome": batch.outcome, "portcullis.devices_switched": batch.switched?.devices ?? 0 });
    return { outcome: batch.outcome };
  });
}

async function batchOrFailure(ctx: WorkerContext, input: DueCascade): Promise<Batch> {
  try {
    return await withTenant(ctx.db, input.tenantId, (tx) => runBatch(tx, input.cascadeId));
  } catch (error) {
    return { outcome: await recordFailure(ctx, input, error) };
  }
}

/** The call that this goes back to. Asked for only where anybody wants traces: it costs a statement of its own. */
async function traceParentOf(ctx: WorkerContext, { tenantId, cascadeId }: DueCascade): Promise<string | null> {
  if (!isTracing()) return null;
  const [found] = await withTenant(ctx.db, tenantId, (tx) =>
    tx
      .select({ traceParent: cascades.traceParent })
      .from(cascades)
      .where(and(eq(cascades.tenantId, tenantId), eq(cascades.id, cascadeId))),
  );
  return found?.traceParent ?? null;
}

async function runBatch(tx: TenantTx, cascadeId: string): Promise<Batch> {
  const thisCascade = and(eq(cascades.tenantId, tx.tenantId), eq(cascades.id, cascadeId));
  const take = (config?: { skipLocked: true }) =>
    tx
      .select()
      .from(cascades)
      .where(and(thisCascade, eq(cascades.status, "running"), lte(cascades.nextAttemptAt, sql`now()`)))
      .for("no key update", config);
  // The second looks when the first is done, and waits for nobody, as the user may not be ours.
  const [[found], [free]] = await sequence(
    tx,
    () =>
      tx.execute<{ generation: number | null }>(sql`
        select locked.generation from ${cascades}
        left join lateral (
          select generation from ${users} where ${users.tenantId} = ${cascades.tenantId} and ${users.id} = ${cascades.userId}
          for no key update skip locked
        ) locked on true
        where ${thisCascade}`),
    () => take({ skipLocked: true }),
  );
  if (!found) return { outcome: "idle" };
  if (found.generation === null) return { outcome: "busy" };
  const cascade = free ?? (await take())[0];
  if (!cascade) return { outcome: "idle" };
  if (cascade.generation < found.generation) {
    await tx.update(cascades).set({ status: "superseded", finishedAt: sql`statement_timestamp()` }).where(thisCascade);
    await notify(tx, { userId: cascade.userId, cascadeId });
    return { outcome: "superseded" };
  }

  // An id is made for each device that a batch may switch: few for the few devices that most people have.
  const batchSize = cascade.cursor === null ? Math.min(cascade.devicesTotal + headroom, batchMax) : batchMax;
  const batch = await switchDevices(tx, cascade, batchSize);
  const isScanned = batch.scanned < batchSize;
  const isFinished = isScanned && (cascade.kind !== "delete" || (await finishDeletion(tx, cascade.userId)));
  const [after] = await tx
    .update(cascades)
    .set({
      devicesDone: sql`${cascades.devicesDone} + ${batch.switched}`,
      cursor: batch.cursor ?? cascade.cursor,
      startedAt: sql`coalesce(${cascades.startedAt}, statement_timestamp())`,
      // To the end of the queue: many big ones take turns, and a small one is never behind all their batches.
      nextAttemptAt: sql`now()`,
      attempts: 0,
      failureReason: null,
      // What an administrator switched meanwhile is no longer the cascade's: the total follows what was done.
      ...(isFinished && {
        status: "done" as const,
        finishedAt: sql`statement_timestamp()`,
        devicesTotal: sql`${cascades.devicesDone} + ${batch.switched}`,
      }),
    })
    .where(thisCascade)
    .returning({ finishedAt: cascades.finishedAt });
  await notify(tx, { userId: cascade.userId, cascadeId });
  const tookMs = after?.finishedAt ? Date.parse(after.finishedAt) - Date.parse(cascade.requestedAt) : 0;
  return {
    outcome: isFinished ? "finished" : "progress",
    switched: { kind: cascade.kind, devices: batch.switched, tookSeconds: tookMs / 1000 },
  };
}

/** Every device is off: remove them, then the person, each in bounded steps. True when nothing is left. */
async function finishDeletion(tx: TenantTx, userId: string): Promise<boolean> {
  const removed = await removeDevices(tx, userId, batchMax);
  return removed < batchMax && (await erasePerson(tx, userId));
}

/** Cascades that wait for a worker, of all tenants, longest waiting first: ids only, at most `limit`. */
export async function dueCascades(
  ctx: WorkerContext,
  input: { readonly limit: number },
): Promise<{ tenantId: TenantId; cascadeId: string }[]> {
  const rows = await ctx.db.execute<{ tenant_id: string; cascade_id: string }>(
    sql`select tenant_id, cascade_id from due_cascades(${input.limit})`,
  );
  return rows.map((row) => ({ tenantId: toTenantId(row.tenant_id), cascadeId: row.cascade_id }));
}

/** What one batch came to. */
export interface Batch {
  readonly outcome: AdvanceOutcome;
  /** Where devices were walked: how many it switched, and the seconds from the request to the finish where this was the last. */
  readonly switched?: { readonly kind: CascadeKind; readonly devices: number; readonly tookSeconds: number };
}

const batches = new Counter({
  name: "portcullis_cascade_batches_total",
  help: "Cascade batches by outcome.",
  labelNames: ["outcome"] as const,
});
// From the start on, so that the first one that is parked is an increase too.
for (const outcome of advanceOutcomes) batches.labels(outcome).inc(0);

const devices = new Counter({
  name: "portcullis_devices_switched_total",
  help: "Devices that cascades deactivated or reactivated.",
  labelNames: ["kind"] as const,
});
const finished = new Histogram({
  name: "portcullis_cut_off_devices_seconds",
  help: "Seconds from the request of a lifecycle change to the last device that it was applied to.",
  labelNames: ["kind"] as const,
  buckets: cutOffBuckets,
});

export function countBatch({ outcome, switched }: Batch): void {
  batches.labels(outcome).inc();
  if (!switched) return;
  devices.labels(switched.kind).inc(switched.devices);
  if (outcome === "finished") finished.labels(switched.kind).observe(switched.tookSeconds);
}
