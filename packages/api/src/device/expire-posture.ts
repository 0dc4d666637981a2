import { recordAudits } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { notify } from "@portcullis/db/notify";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { sql } from "drizzle-orm";
import { isLetIn } from "../access/internal.ts";
import { askGateways } from "../change/acknowledgements.ts";
import type { WorkerContext } from "../kernel/context.ts";

type Expired = {
  readonly device_id: string;
  readonly user_id: string;
  readonly public_key: string;
  readonly had_access: boolean;
};

/**
 * Handles the expiry of these devices' last posture reports, once per report, and returns how many had expired; the caller
 * has locked the devices. Where the expiry alone ended a device's access, it records an audit event, asks the gateways to
 * confirm, and notifies.
 */
export async function expirePosture(tx: TenantTx, deviceIds: readonly string[]): Promise<number> {
  // Access lost before the posture rules last changed is left out: that change already asked the gateways about everybody.
  const expired = await tx.execute<Expired>(sql`
    update device_posture p set expired_check = p.last_check
    from device_access a join tenants t on t.id = a.tenant_id
    where p.tenant_id = ${tx.tenantId} and p.device_id = any(${sql.param([...deviceIds])}::uuid[])
      and p.expired_check is distinct from p.last_check
      and is_report_expired(p.last_check, t.posture_max_age, now())
      and a.tenant_id = p.tenant_id and a.device_id = p.device_id
    returning p.device_id, a.user_id, a.public_key,
      'not_compliant' = any(a.denials) and ${isLetIn(sql`array_remove(a.denials, 'not_compliant')`)} and cardinality(a.failing) = 0 and not exists (
        select from audit_events e where e.tenant_id = p.tenant_id and e.action = 'tenant.posture_updated'
          and is_report_expired(p.last_check, t.posture_max_age, e.at)) as had_access`);
  const ended = expired.filter((each) => each.had_access).map((device) => ({ id: newId(), device }));
  if (ended.length === 0) return expired.length;
  await recordAudits(
    tx,
    ended.map(({ id, device: { device_id, user_id } }) => ({
      id,
      action: "device.posture_changed",
      actor: { kind: "worker", id: null },
      target: { kind: "device", id: device_id },
      subjectId: user_id,
      changed: ["compliance"],
      details: { before: { compliance: "compliant" }, after: { compliance: "unknown" } },
    })),
  );
  await askGateways(
    tx,
    ...ended.map(({ id, device: { device_id, user_id, public_key } }) => ({
      id,
      userId: user_id,
      device: { id: device_id, publicKey: public_key },
    })),
  );
  const userIds = [...new Set(ended.map(({ device }) => device.user_id))];
  await notify(tx, ...userIds.map((userId) => ({ userId })));
  return expired.length;
}

/** Devices per transaction at most. */
const expiredAtOnce = 250;

/** Tenants with posture reports whose expiry nobody has looked at, longest ago first, at most `limit`. */
export async function dueExpiries(ctx: WorkerContext, input: { readonly limit: number }): Promise<TenantId[]> {
  const rows = await ctx.db.execute<{ tenant_id: string }>(sql`select tenant_id from due_expiries(${input.limit})`);
  return rows.map((row) => tenantId(row.tenant_id));
}

/**
 * Handles the posture reports of a tenant that expired longest ago, and locks its posture rules until commit. It skips
 * locked devices and tenants whose rules are being changed; the next round handles them.
 */
export function expireReports(
  ctx: WorkerContext,
  input: { readonly tenantId: TenantId },
): Promise<{ expired: number }> {
  return withTenant(ctx.db, input.tenantId, async (tx) => {
    const due = await tx.execute<{ id: string }>(sql`
      select d.id from device_posture p
      join tenants t on t.id = p.tenant_id
      join devices d on d.tenant_id = p.tenant_id and d.id = p.device_id
      where p.tenant_id = ${tx.tenantId} and p.expired_check is distinct from p.last_check
        and is_report_expired(p.last_check, t.posture_max_age, now())
      order by p.last_check limit ${expiredAtOnce}
      for no key update of d, p skip locked
      for share of t skip locked`);
    return {
      expired:
        due.length === 0
          ? 0
          : await expirePosture(
              tx,
              due.map(({ id }) => id),
            ),
    };
  });
}
