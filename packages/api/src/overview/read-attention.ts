import { devices } from "@portcullis/db/schema/devices";
import type { TenantTx } from "@portcullis/db/tenant";
import { gatewaySilentAfterSeconds } from "@portcullis/domain/gateway";
import { attentionItemsMax, expiringWithinHours, type Overview, recoveryShownDays } from "@portcullis/domain/overview";
import { eq, type SQL, sql } from "drizzle-orm";
import { capTotal, countLimit } from "../kernel/list-page.ts";
import { nameOfUser } from "../user/internal.ts";
import type { Counted } from "./count-tenant.ts";

type Attention = Omit<Overview["attention"], "noGateway" | "waitingForApproval">;
type Item<Kind extends keyof Attention> = NonNullable<Attention[Kind]>["items"][number];

/**
 * The first lines of a list and how many there are, in one statement.
 * @param rows what needs attention, with the columns that the line shows
 */
async function firstOf<Line extends Record<string, unknown>>(tx: TenantTx, rows: SQL, order: SQL) {
  const lines = await tx.execute<Line & { counted: number }>(sql`
    with found as (${rows} limit ${countLimit})
    select found.*, (select count(*)::int from found) as counted from found order by ${order} limit ${attentionItemsMax}`);
  return { total: capTotal(lines[0]?.counted ?? 0), lines };
}

export async function readFailedCascades(tx: TenantTx): Promise<Attention["failedCascades"]> {
  type Line = Pick<Item<"failedCascades">, "id" | "kind"> & {
    user_id: string;
    name: string | null;
    requested_at: string;
    failure_reason: string | null;
  };
  const { total, lines } = await firstOf<Line>(
    tx,
    sql`select c.id, c.kind, c.user_id, c.requested_at, c.failure_reason, ${nameOfUser(sql`c.tenant_id`, sql`c.user_id`)} as name
      from cascades c where c.tenant_id = ${tx.tenantId} and c.status = 'failed'`,
    sql`id desc`,
  );
  const items = lines.map(({ id, kind, user_id, name, requested_at, failure_reason }) => ({
    id,
    kind,
    user: { id: user_id, name },
    requestedAt: requested_at,
    failureReason: failure_reason,
  }));
  return { total, items };
}

/** A tenant has few gateways. */
export async function readSilentGateways(tx: TenantTx): Promise<Attention["silentGateways"]> {
  const { total, lines } = await firstOf<{ id: string; name: string; last_report: string }>(
    tx,
    sql`select g.id, g.name, g.last_report from gateways g where g.tenant_id = ${tx.tenantId}
      and g.last_report <= now() - make_interval(secs => ${gatewaySilentAfterSeconds})`,
    sql`last_report`,
  );
  const items = lines.map(({ id, name, last_report }) => ({ id, name, lastReport: last_report }));
  return { total, items };
}

/** Who has not accepted an invitation that ends soon. */
export const expiringInvitations = (tx: TenantTx) => sql`
  select i.user_id, i.expires_at, ${nameOfUser(sql`i.tenant_id`, sql`i.user_id`)} as name
  from users u join invitations i on i.tenant_id = u.tenant_id and i.user_id = u.id
  where u.tenant_id = ${tx.tenantId} and u.status = 'pending'
    and i.expires_at > now() and i.expires_at <= now() + make_interval(hours => ${expiringWithinHours})`;

export async function readExpiringInvitations(tx: TenantTx): Promise<Attention["expiringInvitations"]> {
  const { total, lines } = await firstOf<{ user_id: string; name: string | null; expires_at: string }>(
    tx,
    expiringInvitations(tx),
    sql`expires_at, user_id`,
  );
  const items = lines.map(({ user_id, name, expires_at }) => ({
    user: { id: user_id, name },
    expiresAt: expires_at,
  }));
  return { total, items };
}

/** By the audit log: who was let in must not be able to hide it from the others. */
export async function readRecoveredOwner(tx: TenantTx): Promise<Attention["recoveredOwner"]> {
  const { total, lines } = await firstOf<{ id: string; user_id: string; name: string | null; at: string }>(
    tx,
    sql`select e.id, e.target_id as user_id, e.at, ${nameOfUser(sql`e.tenant_id`, sql`e.target_id`)} as name
      from audit_events e where e.tenant_id = ${tx.tenantId} and e.action = 'user.access_recovered'
        and e.at > now() - make_interval(days => ${recoveryShownDays})`,
    sql`at desc, id desc`,
  );
  const items = lines.map(({ id, user_id, name, at }) => ({ id, user: { id: user_id, name }, at: at }));
  return { total, items };
}

export async function readOverLimit(tx: TenantTx): Promise<Counted<Attention["overLimit"]>> {
  const [{ total, lines }, rows] = await Promise.all([
    firstOf<{ user_id: string; name: string | null; held: number; max: number }>(
      tx,
      overLimit(tx),
      sql`held - max desc, user_id`,
    ),
    tx.$count(devices, eq(devices.tenantId, tx.tenantId)),
  ]);
  const items = lines.map(({ user_id, name, held, max }) => ({
    user: { id: user_id, name },
    devices: held,
    limit: max,
  }));
  return { value: { total, items }, rows };
}

/** Who has more devices than they may. */
export const overLimit = (tx: TenantTx) => sql`
      select h.user_id, h.held, l.max_devices as max, ${nameOfUser(sql`u.tenant_id`, sql`u.id`)} as name
      from (select user_id, count(*)::int as held from devices where tenant_id = ${tx.tenantId} group by user_id) h
      join users u on u.tenant_id = ${tx.tenantId} and u.id = h.user_id and u.status <> 'deleting'
      join device_limits l on l.tenant_id = u.tenant_id and l.user_id = u.id
      where h.held > l.max_devices`;
