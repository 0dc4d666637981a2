import { notify } from "@portcullis/db/notify";
import { cascades } from "@portcullis/db/schema/cascades";
import { sequence } from "@portcullis/db/sequence";
import type { TenantTx } from "@portcullis/db/tenant";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { sql } from "drizzle-orm";
import type { Batch } from "./count-batches.ts";
import { erasePeople } from "./erase-people.ts";
import { batchMax, removeDevices, type SwitchedBatch } from "./switch-devices.ts";

/** A cascade that a transaction has locked, with its user. */
export type Taken = Pick<
  typeof cascades.$inferSelect,
  "id" | "userId" | "kind" | "cursor" | "devicesTotal" | "requestedAt"
>;
export type NotedBatch = Batch & { readonly cascadeId: string };

/**
 * Writes down how far each cascade is, and tells whoever watches. Where none of them is finished by it, its commit does not wait for the
 * disk: what a crash of the database takes with it is walked again from the cursor that is left, and the last step waits for all.
 */
export async function noteSteps(
  tx: TenantTx,
  steps: readonly (Taken & SwitchedBatch & { readonly isFinished: boolean })[],
): Promise<NotedBatch[]> {
  const reached = steps.map(({ id, switched, cursor, isFinished }) => ({ id, switched, cursor, isFinished }));
  const noted = () =>
    tx.execute<{ id: string; finishedAt: Timestamp | null }>(sql`
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
  const isOnTheWay = !steps.some(({ isFinished }) => isFinished);
  const [rows] = await sequence(
    tx,
    noted,
    () => notify(tx, ...steps.map(({ id, userId }) => ({ userId, cascadeId: id }))),
    () => (isOnTheWay ? tx.execute(sql`set local synchronous_commit = off`) : Promise.resolve()),
  );
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
export async function finishDeletions(tx: TenantTx, userIds: readonly string[]): Promise<readonly string[]> {
  return erasePeople(tx, await removeDevices(tx, userIds, batchMax));
}
