import { cascades } from "@portcullis/db/schema/cascades";
import { users } from "@portcullis/db/schema/users";
import { sequence } from "@portcullis/db/sequence";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import type { TenantId } from "@portcullis/domain/ids";
import { inSpan } from "@portcullis/runtime/tracing";
import { sql } from "drizzle-orm";
import { withOpenOperations } from "../bulk/internal.ts";
import type { WorkerContext } from "../kernel/context.ts";
import { countBatch } from "./count-batches.ts";
import { erasedPerStep, erasedWith } from "./erase-people.ts";
import { finishDeletions, type NotedBatch, noteSteps, type Taken } from "./note-steps.ts";
import { headroom, switchDevices } from "./switch-devices.ts";

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
