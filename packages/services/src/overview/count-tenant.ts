import type { TenantTx } from "@portcullis/db/tenant";
import { onlineWithinSeconds } from "@portcullis/domain/device/presence";
import type { Overview } from "@portcullis/domain/overview";
import { type SQL, sql } from "drizzle-orm";
import { countTo, toTotal } from "../internal/keyset-page.ts";

/** The number of rows that a query has, counted no further than a list counts. */
const capped = (rows: SQL) => sql`(select count(*)::int from (${rows} limit ${countTo}) counted)`;

export async function countPeople(
  tx: TenantTx,
): Promise<{ users: Overview["users"]; running: Overview["cascades"]["running"] }> {
  const ofStatus = (status: string) =>
    capped(sql`select from users where tenant_id = ${tx.tenantId} and status = ${status}`);
  const [row] = await tx.execute<Record<"active" | "pending" | "inactive" | "running", number>>(sql`
    select ${ofStatus("active")} as active, ${ofStatus("pending")} as pending, ${ofStatus("inactive")} as inactive,
      ${capped(sql`select from cascades where tenant_id = ${tx.tenantId} and status = 'running'`)} as running`);
  if (!row) throw new Error("The statement that counts people answered no row.");
  return {
    users: { active: toTotal(row.active), pending: toTotal(row.pending), inactive: toTotal(row.inactive) },
    running: toTotal(row.running),
  };
}

type DeviceFigures = NonNullable<Overview["devices"]>;

/** The same devices that `device.list` finds with the same filters. */
export async function countDevices(tx: TenantTx): Promise<DeviceFigures> {
  const ofLiving = sql`from devices d join users u on u.tenant_id = d.tenant_id and u.id = d.user_id and u.status <> 'deleting'`;
  const isOurs = sql`d.tenant_id = ${tx.tenantId}`;
  // How a device complies is derived, and no index knows it: looked at are as many devices as are counted at most.
  const [row] = await tx.execute<
    Record<Exclude<keyof DeviceFigures, "nonCompliant"> | "failing" | "looked", number>
  >(sql`
    select ${capped(sql`select ${ofLiving} where ${isOurs}`)} as total,
      ${capped(sql`select from devices d join access a on a.tenant_id = d.tenant_id and a.device_id = d.id
        where ${isOurs} and d.last_connection_key > now() - make_interval(secs => ${onlineWithinSeconds})`)} as online,
      ${capped(sql`select ${ofLiving} where ${isOurs} and d.cause is not null`)} as deactivated,
      ${capped(sql`select ${ofLiving} where ${isOurs} and d.approved_at is null`)} as "awaitingApproval",
      judged.failing, judged.looked
    from (
      select count(*) filter (where compliance in ('non_compliant', 'unknown'))::int as failing, count(*)::int as looked from (
        select a.compliance ${ofLiving} join device_access a on a.tenant_id = d.tenant_id and a.device_id = d.id
        where ${isOurs} limit ${countTo}
      ) looked_at
    ) judged`);
  if (!row) throw new Error("The statement that counts devices answered no row.");
  return {
    total: toTotal(row.total),
    online: toTotal(row.online),
    deactivated: toTotal(row.deactivated),
    awaitingApproval: toTotal(row.awaitingApproval),
    nonCompliant: { count: row.failing, exact: row.looked < countTo },
  };
}
