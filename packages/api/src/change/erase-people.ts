import { auditDetails, auditOrigins } from "@portcullis/db/schema/audit";
import { cascades } from "@portcullis/db/schema/cascades";
import { devices } from "@portcullis/db/schema/devices";
import { deviceConnections, gatewayConfirmations } from "@portcullis/db/schema/gateways";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { endOperationsOf } from "../bulk/internal.ts";

/** Rows of the audit log erased per step, person and table. */
export const erasedPerStep = 1000;

/**
 * Erases the personal data of users whose devices are gone (audit details, client addresses, reasons in receipts, and the
 * users' rows with their dependents) and keeps the audit events with ids only. One statement per table, for one as for many.
 * @returns who is erased; of the others more is left, for another step
 */
export async function erasePeople(tx: TenantTx, userIds: readonly string[]): Promise<readonly string[]> {
  const withoutDetails = await eraseEntries(tx, "details", userIds);
  const ids = await eraseEntries(tx, "origins", withoutDetails);
  if (ids.length === 0) return ids;
  const anyOfThem = sql`any(${sql.param([...ids])}::uuid[])`;
  await tx
    .update(cascades)
    .set({ reason: null })
    .where(and(eq(cascades.tenantId, tx.tenantId), sql`${cascades.userId} = ${anyOfThem}`));
  await endOperationsOf(tx, ids);
  await tx
    .update(gatewayConfirmations)
    .set({ settledReason: null })
    .where(
      and(
        eq(gatewayConfirmations.tenantId, tx.tenantId),
        sql`${gatewayConfirmations.userId} = ${anyOfThem}`,
        isNotNull(gatewayConfirmations.settledAt),
      ),
    );
  // Not `=`, which the index on statuses could serve: all that are being deleted would be read for each set.
  const isDeleting = sql`${users.status} is not distinct from 'deleting'`;
  await tx.delete(users).where(and(eq(users.tenantId, tx.tenantId), sql`${users.id} = ${anyOfThem}`, isDeleting));
  return ids;
}

const personal = {
  details: { table: auditDetails, person: auditDetails.subjectId },
  origins: { table: auditOrigins, person: auditOrigins.personId },
};

/** One step for each person. Answers those of whom nothing is left. */
async function eraseEntries(
  tx: TenantTx,
  what: keyof typeof personal,
  userIds: readonly string[],
): Promise<readonly string[]> {
  if (userIds.length === 0) return userIds;
  const { table, person } = personal[what];
  const unfinished = await tx.execute<{ id: string }>(sql`
    with erased as (
      delete from ${table} where ${table.tenantId} = ${tx.tenantId} and ${table.eventId} = any(array(
        select entry.event_id from unnest(${sql.param([...userIds])}::uuid[]) as erased (id) cross join lateral (
          select ${table.eventId} from ${table} where ${table.tenantId} = ${tx.tenantId} and ${person} = erased.id
          limit ${erasedPerStep}
        ) entry))
      returning ${person} as id
    )
    select id from erased group by id having count(*) >= ${erasedPerStep}`);
  const isUnfinished = new Set(unfinished.map(({ id }) => id));
  return userIds.filter((id) => !isUnfinished.has(id));
}

/** How many rows go with a person in the tables that have many of one; of each table no more are counted than one step erases. */
export function erasedWith(tx: TenantTx, userId: SQL): SQL<number> {
  const counted = (from: SQL) => sql`(select count(*) from (select ${from} limit ${erasedPerStep}) as counted)`;
  const entries = Object.values(personal).map(({ table, person }) =>
    counted(sql`from ${table} where ${table.tenantId} = ${tx.tenantId} and ${person} = ${userId}`),
  );
  // Limited for each device too: joined, the planner might read those of all devices for each person.
  const connections = counted(sql`from ${devices} cross join lateral (select from ${deviceConnections}
    where ${deviceConnections.tenantId} = ${tx.tenantId} and ${deviceConnections.deviceId} = ${devices.id} limit ${erasedPerStep}) as connection
    where ${devices.tenantId} = ${tx.tenantId} and ${devices.userId} = ${userId}`);
  return sql<number>`(${sql.join([...entries, connections], sql` + `)})::int`;
}
