import { recordAudits } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { notifyUsers } from "@portcullis/db/notify";
import type { TenantTx } from "@portcullis/db/tenant";
import { sql } from "drizzle-orm";
import { askGateways } from "./ask-gateways.ts";
import { isLetIn } from "./has-access.ts";

type Expired = {
  readonly device_id: string;
  readonly user_id: string;
  readonly public_key: string;
  readonly had_access: boolean;
};

/**
 * Looks at the expiry of the last reports of these devices, once for each report, and records where that alone ended a device's
 * access: audit event, question to the gateways, notification. The caller has locked the devices. Answers how many it looked at.
 *
 * What expired before the posture rules were changed last was taken away by them, which asked the gateways about everybody.
 */
export async function expirePosture(tx: TenantTx, deviceIds: readonly string[]): Promise<number> {
  const expired = await tx.execute<Expired>(sql`
    update device_posture p set expired_check = p.last_check
    from device_access a join tenants t on t.id = a.tenant_id
    where p.tenant_id = ${tx.tenantId} and p.device_id = any(${sql.param([...deviceIds])}::uuid[])
      and p.expired_check is distinct from p.last_check
      and p.last_check <= now() - make_interval(mins => t.posture_max_age)
      and a.tenant_id = p.tenant_id and a.device_id = p.device_id
    returning p.device_id, a.user_id, a.public_key,
      'not_compliant' = any(a.denials) and ${isLetIn(sql`array_remove(a.denials, 'not_compliant')`)} and cardinality(a.failing) = 0 and not exists (
        select from audit_events e where e.tenant_id = p.tenant_id and e.action = 'tenant.posture_updated'
          and e.at >= p.last_check + make_interval(mins => t.posture_max_age)) as had_access`);
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
  await notifyUsers(tx, [...new Set(ended.map(({ device }) => device.user_id))]);
  return expired.length;
}
