import { notify } from "@portcullis/db/notify";
import { cascades } from "@portcullis/db/schema/cascades";
import { users } from "@portcullis/db/schema/users";
import { sequence } from "@portcullis/db/sequence";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { type AdvanceOutcome, advanceOutcomes, type CascadeKind } from "@portcullis/domain/cascade";
import { type TenantId, tenantId as toTenantId } from "@portcullis/domain/ids";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { cutOffBuckets } from "@portcullis/runtime/metrics";
import { inSpan, isTracing, noteOnSpan } from "@portcullis/runtime/tracing";
import { and, eq, lte, sql } from "drizzle-orm";
import { Counter, Histogram } from "prom-client";
import { withOpenOperations } from "../bulk/internal.ts";
import type { WorkerContext } from "../kernel/context.ts";
import { erasedPerStep, erasedWith, erasePeople } from "./erase-people.ts";
import { recordFailure } from "./record-failure.ts";
import { removeDevices, type SwitchedBatch, switchDevices } from "./switch-devices.ts";

/** Devices per batch at most: far below 100 ms, because an administrator's click may be waiting for the user's row. */
const batchMax = 250;
/** Devices that the first batch may pass beyond those that it is about, and still reach the end. */
const headroom = 10;

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

/** Cascades that are carried through together at most. */
export const smallAtOnce = 60;
/** Devices of a user whose cascade is carried through together with others. */
const smallMax = 20;
/** Devices that one transaction switches at most, of all its cascades. */
const togetherMax = 300;
/** Rows that `erasedWith` counts and one transaction erases at most, of all people whom it deletes. */
const erasedTogetherMax = 5 * erasedPerStep;

/**
 * Carries many small cascades of one tenant through, as many in one transaction as it has room for, none of which waits for a lock.
 * Those that it leaves are to be advanced one by one: of many devices, of a user whom somebody holds, of a deletion that one step does
 * not end or that ends bulk operations; and all that were to come where one fails.
 */
export async function advanceSmallCascades(
  ctx: WorkerContext,
  input: { readonly tenantId: TenantId; readonly cascadeIds: readonly string[] },
): Promise<{ readonly left: string[] }> {
  const attributes = { "portcullis.tenant_id": input.tenantId, "portcullis.cascades": input.cascadeIds.length };
  return inSpan("cascade.advance_small", { parent: null, kind: "consumer", attributes }, async () => {
    let left = input.cascadeIds;
    for (let isMore = true; isMore; ) {
      const small = await withTenant(ctx.db, input.tenantId, (tx) => runSmall(tx, left)).catch(() => undefined);
      if (!small) break;
      for (const batch of small.batches) countBatch(batch);
      ({ left, isMore } = small);
    }
    return { left: [...left] };
  });
}

/** One transaction of them; tells which are still due, and whether it had no room for some that could have come. */
async function runSmall(
  tx: TenantTx,
  cascadeIds: readonly string[],
): Promise<{ readonly batches: readonly NotedBatch[]; readonly left: readonly string[]; readonly isMore: boolean }> {
  const { due, taken, isMore } = await takeSmall(tx, cascadeIds);
  const noted: NotedBatch[] = [];
  for (const [kind, ofKind] of Map.groupBy(taken, (each) => each.kind)) {
    const walks = ofKind.map(({ id, userId, cursor, devicesTotal }) => {
      return { cascadeId: id, userId, cursor, atMost: devicesTotal + headroom };
    });
    const switched = await switchDevices(tx, kind, walks);
    const steps = ofKind.map((cascade) => {
      const step = switched.get(cascade.id) ?? { scanned: 0, switched: 0, cursor: null };
      return Object.assign(cascade, step, { isFinished: step.scanned < cascade.devicesTotal + headroom });
    });
    if (kind === "delete") {
      const scanned = steps.filter(({ isFinished }) => isFinished).map(({ userId }) => userId);
      const deleted = new Set(await finishDeletions(tx, scanned));
      for (const step of steps) step.isFinished = deleted.has(step.userId);
    }
    noted.push(...(await noteSteps(tx, steps)));
  }
  const done = new Set(noted.map(({ cascadeId }) => cascadeId));
  return { batches: noted, left: due.filter((id) => !done.has(id)), isMore };
}

/**
 * Locks small cascades with their users, and takes those of them that one transaction has room for. Nobody is deleted here whose bulk
 * operations have to be ended: these are locked before users.
 */
async function takeSmall(
  tx: TenantTx,
  cascadeIds: readonly string[],
): Promise<{ readonly due: readonly string[]; readonly taken: readonly Taken[]; readonly isMore: boolean }> {
  // The status is not compared by `=`, which an index could serve: all that run would be read for each set.
  const isDue = sql`c.tenant_id = ${tx.tenantId} and c.id = any(${sql.param([...cascadeIds])}::uuid[])
    and c.status is not distinct from 'running' and c.next_attempt_at <= now()`;
  // Who is locked by somebody else is passed over, so that no order of locks can matter.
  const [due, found] = await sequence(
    tx,
    () => tx.execute<{ id: string }>(sql`select c.id from ${cascades} c where ${isDue}`),
    () =>
      tx.execute<Taken & { readonly erased: number }>(sql`
        select c.id, c.user_id as "userId", c.kind, c.walked_to as cursor, c.devices_total as "devicesTotal", c.requested_at as "requestedAt",
          case when c.kind = 'delete' then ${erasedWith(tx, sql`c.user_id`)} else 0 end as erased
        from ${users} u join ${cascades} c on c.tenant_id = u.tenant_id and c.user_id = u.id
        where ${isDue} and c.walked_to is null and c.devices_total <= ${smallMax}
          and c.generation = u.generation and (c.kind <> 'delete' or c.user_id not in (${withOpenOperations(tx)}))
        order by u.id for no key update skip locked`),
  );
  const dueIds = due.map(({ id }) => id);
  const taken: Taken[] = [];
  let toSwitch = 0;
  let toErase = 0;
  for (const { erased, ...cascade } of found) {
    if (erased >= erasedPerStep) continue;
    toSwitch += cascade.devicesTotal;
    toErase += erased;
    if (toSwitch > togetherMax || toErase > erasedTogetherMax) return { due: dueIds, taken, isMore: true };
    taken.push(cascade);
  }
  return { due: dueIds, taken, isMore: false };
}

type Taken = Pick<typeof cascades.$inferSelect, "id" | "userId" | "kind" | "cursor" | "devicesTotal" | "requestedAt">;
type NotedBatch = Batch & { readonly cascadeId: string };

/** Writes down how far each cascade is, and tells whoever watches. */
async function noteSteps(
  tx: TenantTx,
  steps: readonly (Taken & SwitchedBatch & { readonly isFinished: boolean })[],
): Promise<NotedBatch[]> {
  const reached = steps.map(({ id, switched, cursor, isFinished }) => ({ id, switched, cursor, isFinished }));
  const rows = await tx.execute<{ id: string; finishedAt: Timestamp | null }>(sql`
    update ${cascades} c set
      devices_done = c.devices_done + r.switched,
      walked_to = coalesce(r.cursor, c.walked_to),
      started_at = coalesce(c.started_at, statement_timestamp()),
      -- To the end of the queue: many big ones take turns, and a small one is never behind all their batches.
      next_attempt_at = now(),
      attempts = 0,
      failure_reason = null,
      status = case when r."isFinished" then 'done' else c.status end,
      finished_at = case when r."isFinished" then statement_timestamp() end,
      -- What an administrator switched meanwhile is no longer the cascade's: the total follows what was done.
      devices_total = case when r."isFinished" then c.devices_done + r.switched else c.devices_total end
    from jsonb_to_recordset(${JSON.stringify(reached)}::jsonb) as r(id uuid, switched int, cursor uuid, "isFinished" boolean)
    where c.tenant_id = ${tx.tenantId} and c.id = r.id
    returning c.id, c.finished_at as "finishedAt"`);
  await notify(tx, ...steps.map(({ id, userId }) => ({ userId, cascadeId: id })));
  const finishedAt = new Map(rows.map((row) => [row.id, row.finishedAt]));
  return steps.map(({ id, kind, switched, requestedAt, isFinished }) => {
    const end = finishedAt.get(id);
    const tookSeconds = end ? (Date.parse(end) - Date.parse(requestedAt)) / 1000 : 0;
    return {
      cascadeId: id,
      outcome: isFinished ? "finished" : "progress",
      switched: { kind, devices: switched, tookSeconds },
    };
  });
}

/** Every device of theirs is off: remove them, then the people, each in bounded steps. Answers those of whom nothing is left. */
async function finishDeletions(tx: TenantTx, userIds: readonly string[]): Promise<readonly string[]> {
  return erasePeople(tx, await removeDevices(tx, userIds, batchMax));
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
