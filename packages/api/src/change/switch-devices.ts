import { newId } from "@portcullis/db/ids";
import { auditEvents } from "@portcullis/db/schema/audit";
import { cascadeDevices, type cascades } from "@portcullis/db/schema/cascades";
import { devices } from "@portcullis/db/schema/devices";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, inArray, sql } from "drizzle-orm";
import { addressesOf } from "../device/internal.ts";
import { affectedBy, causeAfter } from "./begin-cascade.ts";

export interface SwitchedBatch {
  /** Devices passed, switched or not; fewer than asked for means the end of the walk. */
  readonly scanned: number;
  readonly switched: number;
  readonly cursor: string | null;
}

/**
 * One step of the walk over a user's devices, by id from where the last step ended: switches those that the cascade is
 * about and writes their receipts and audit events, all in one statement.
 */
export async function switchDevices(
  tx: TenantTx,
  cascade: typeof cascades.$inferSelect,
  batchSize: number,
): Promise<SwitchedBatch> {
  const cause = causeAfter[cascade.kind];
  const action = cause === null ? "device.reactivated" : "device.deactivated";
  const eventIds = Array.from({ length: batchSize }, newId);
  const [row] = await tx.execute<{ scanned: number; switched: number; cursor: string | null }>(sql`
    with scanned as (
      select id from ${devices}
      where tenant_id = ${tx.tenantId} and user_id = ${cascade.userId}
        and id > ${cascade.cursor ?? "00000000-0000-0000-0000-000000000000"}
      order by id limit ${batchSize}
      for no key update
    ), switched as (
      update ${devices} set cause = ${cause}, updated_at = statement_timestamp(),
        deactivated_at = case when ${cause}::text is null then null else coalesce(deactivated_at, statement_timestamp()) end
      from scanned
      where ${devices.tenantId} = ${tx.tenantId} and ${devices.id} = scanned.id and ${affectedBy(cascade.kind)}
      returning ${devices.id} as id, ${devices.publicKey} as public_key
    ), receipt as (
      insert into ${cascadeDevices} (tenant_id, cascade_id, device_id, switched_at, public_key, addresses)
      select ${tx.tenantId}, ${cascade.id}, id, statement_timestamp(), public_key, ${addressesOf(tx.tenantId, sql`switched.id`)}
      from switched
    ), numbered as (
      select id, row_number() over (order by id) as n from switched
    ), trail as (
      insert into ${auditEvents} (tenant_id, id, at, action, actor_kind, target_kind, target_id, subject_id, cascade_id, changed)
      select ${tx.tenantId}, event.id, statement_timestamp(), ${action}, 'worker', 'device', numbered.id, ${cascade.userId}, ${cascade.id}, '{cause}'
      from numbered join unnest(${sql.param(eventIds)}::uuid[]) with ordinality as event (id, n) using (n)
    )
    select (select count(*)::int from scanned) as scanned, (select count(*)::int from switched) as switched,
      (select id from scanned order by id desc limit 1) as cursor`);
  if (!row) throw new Error("The batch statement returned no row.");
  return { scanned: row.scanned, switched: row.switched, cursor: row.cursor };
}

/** Removes at most `batchSize` devices of a user who is being deleted, and says how many they were. */
export async function removeDevices(tx: TenantTx, userId: string, batchSize: number): Promise<number> {
  const doomed = tx
    .select({ id: devices.id })
    .from(devices)
    .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.userId, userId)))
    .orderBy(devices.id)
    .limit(batchSize);
  const removed = await tx
    .delete(devices)
    .where(and(eq(devices.tenantId, tx.tenantId), inArray(devices.id, doomed)))
    .returning({ id: devices.id });
  return removed.length;
}
