import { newId } from "@portcullis/db/ids";
import { auditEvents } from "@portcullis/db/schema/audit";
import { cascadeDevices } from "@portcullis/db/schema/cascades";
import { devices } from "@portcullis/db/schema/devices";
import type { TenantTx } from "@portcullis/db/tenant";
import type { CascadeKind } from "@portcullis/domain/cascade";
import { sql } from "drizzle-orm";
import { addressesOf } from "../device/internal.ts";
import { affectedBy, causeAfter } from "./begin-cascade.ts";

/** Devices per batch at most: far below 100 ms, because an administrator's click may be waiting for the user's row. */
export const batchMax = 250;
/** Devices that the first batch may pass beyond those that it is about, and still reach the end. */
export const headroom = 10;

/** Before the first of all ids. */
const beforeAll = "00000000-0000-0000-0000-000000000000";

/** A walk over the devices of one user, by id from where its last step ended. */
export interface Walk {
  readonly cascadeId: string;
  readonly userId: string;
  /** The last device that was passed; null at the beginning. */
  readonly cursor: string | null;
  /** Devices that this step passes at most. */
  readonly atMost: number;
}

export type SwitchedBatch = {
  /** Devices passed, switched or not; fewer than asked for means the end of the walk. */
  readonly scanned: number;
  readonly switched: number;
  readonly cursor: string | null;
};

/**
 * One step of each walk: switches the devices that the cascades are about and writes their receipts and audit events, all in one
 * statement.
 * @returns what became of each walk, by its cascade
 */
export async function switchDevices(
  tx: TenantTx,
  kind: CascadeKind,
  walks: readonly Walk[],
): Promise<ReadonlyMap<string, SwitchedBatch>> {
  const cause = causeAfter[kind];
  const action = cause === null ? "device.reactivated" : "device.deactivated";
  const eventIds = Array.from({ length: walks.reduce((sum, { atMost }) => sum + atMost, 0) }, newId);
  // Here and not in the statement: under row-level security an index serves a comparison with a column, and with no expression.
  const given = walks.map((walk) => ({ ...walk, cursor: walk.cursor ?? beforeAll }));
  const rows = await tx.execute<SwitchedBatch & { cascadeId: string }>(sql`
    with walks as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        as w("cascadeId" uuid, "userId" uuid, cursor uuid, "atMost" int)
    ), scanned as (
      select w."cascadeId", w."userId", d.id from walks w cross join lateral (
        select id from ${devices}
        where tenant_id = ${tx.tenantId} and user_id = w."userId"
          and id > w.cursor
        order by id limit w."atMost"
        for no key update
      ) d
    ), changed as (
      -- By an array: joined, the planner would expect so many that it read all devices of all tenants.
      update ${devices} set cause = ${cause}, updated_at = statement_timestamp(),
        deactivated_at = case when ${cause}::text is null then null else coalesce(deactivated_at, statement_timestamp()) end
      where ${devices.tenantId} = ${tx.tenantId} and ${devices.id} = any(array(select id from scanned)) and ${affectedBy(kind)}
      returning ${devices.id} as id, ${devices.publicKey} as public_key
    ), switched as (
      select c.id, c.public_key, s."cascadeId", s."userId" from changed c join scanned s using (id)
    ), receipt as (
      insert into ${cascadeDevices} (tenant_id, cascade_id, device_id, switched_at, public_key, addresses)
      select ${tx.tenantId}, "cascadeId", id, statement_timestamp(), public_key, ${addressesOf(tx.tenantId, sql`switched.id`)}
      from switched
    ), numbered as (
      select id, "cascadeId", "userId", row_number() over (order by id) as n from switched
    ), trail as (
      insert into ${auditEvents} (tenant_id, id, at, action, actor_kind, target_kind, target_id, subject_id, cascade_id, changed)
      select ${tx.tenantId}, event.id, statement_timestamp(), ${action}, 'worker', 'device', d.id, d."userId", d."cascadeId", '{cause}'
      from numbered d join unnest(${sql.param(eventIds)}::uuid[]) with ordinality as event (id, n) using (n)
    )
    select w."cascadeId", coalesce(s.passed, 0) as scanned, coalesce(c.switched, 0) as switched, s.cursor
    from walks w
    left join (select "cascadeId", count(*)::int as passed, (array_agg(id order by id desc))[1] as cursor
      from scanned group by "cascadeId") s using ("cascadeId")
    left join (select "cascadeId", count(*)::int as switched from switched group by "cascadeId") c using ("cascadeId")`);
  return new Map(rows.map(({ cascadeId, ...batch }) => [cascadeId, batch]));
}

/**
 * Removes devices of users who are being deleted, at most `atMost` of each.
 * @returns the users of whom no device is left; of the others there may be more
 */
export async function removeDevices(
  tx: TenantTx,
  userIds: readonly string[],
  atMost: number,
): Promise<readonly string[]> {
  const unfinished = await tx.execute<{ id: string }>(sql`
    with removed as (
      delete from ${devices} where ${devices.tenantId} = ${tx.tenantId} and ${devices.id} = any(array(
        select device.id from unnest(${sql.param([...userIds])}::uuid[]) as deleted (id) cross join lateral (
          select ${devices.id} from ${devices} where ${devices.tenantId} = ${tx.tenantId} and ${devices.userId} = deleted.id
          order by ${devices.id} limit ${atMost}
        ) device))
      returning ${devices.userId} as id
    )
    select id from removed group by id having count(*) >= ${atMost}`);
  const isUnfinished = new Set(unfinished.map(({ id }) => id));
  return userIds.filter((id) => !isUnfinished.has(id));
}
