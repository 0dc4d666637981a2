import { notify } from "@portcullis/db/notify";
import { cascades } from "@portcullis/db/schema/cascades";
import { users } from "@portcullis/db/schema/users";
import { sequence } from "@portcullis/db/sequence";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { type TenantId, tenantId as toTenantId } from "@portcullis/domain/ids";
import { inSpan, isTracing, noteOnSpan } from "@portcullis/runtime/tracing";
import { and, eq, lte, sql } from "drizzle-orm";
import type { WorkerContext } from "../kernel/context.ts";
import { type Batch, countBatch } from "./count-batches.ts";
import { finishDeletions, noteSteps } from "./note-steps.ts";
import { recordFailure } from "./record-failure.ts";
import { batchMax, headroom, switchDevices } from "./switch-devices.ts";

interface DueCascade {
  readonly tenantId: TenantId;
  readonly cascadeId: string;
}

/**
 * Processes one batch of a cascade in one transaction, which locks the user, the cascade and the devices in that order, as
 * every transaction does. A cascade that is older than the user's latest change ends as superseded; a failed batch is retried
 * with a back-off, and parks the cascade after several attempts.
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
  const walk = { cascadeId, userId: cascade.userId, cursor: cascade.cursor, atMost: batchSize };
  const step = (await switchDevices(tx, cascade.kind, [walk])).get(cascadeId);
  if (!step) throw new Error("The batch statement returned no row.");
  const isScanned = step.scanned < batchSize;
  const isFinished =
    isScanned && (cascade.kind !== "delete" || (await finishDeletions(tx, [cascade.userId])).length > 0);
  const [batch] = await noteSteps(tx, [{ ...cascade, ...step, isFinished }]);
  if (!batch) throw new Error("The cascade is gone, though it is locked.");
  return batch;
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
