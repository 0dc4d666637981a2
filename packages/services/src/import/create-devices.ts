import { recordAudits } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { notifyUsers } from "@portcullis/db/notify";
import type { TenantTx } from "@portcullis/db/tenant";
import type { DeviceCause } from "@portcullis/domain/device/device";
import type { Platform } from "@portcullis/domain/device/platform";
import { sql } from "drizzle-orm";
import { operator } from "../tenant/operator-context.ts";
import type { DeviceNetworks } from "./parse-networks.ts";

export interface NewDevice extends DeviceNetworks {
  readonly userId: string;
  readonly name: string;
  readonly platform: Platform;
  readonly publicKey: string;
  readonly lastConnection: Date | null;
  readonly cause: DeviceCause | null;
}

/**
 * Writes devices with their networks and audit events, a batch in as many statements as one takes, and tells the gateways.
 * The caller holds their users' locks and that of the addresses.
 * @returns the public keys; one that somebody else registered meanwhile is not among them
 */
export async function createDevices(tx: TenantTx, devices: readonly NewDevice[]): Promise<ReadonlySet<string>> {
  if (devices.length === 0) return new Set();
  const rows = devices.map((device) => ({ ...device, id: newId() }));
  const created = await tx.execute<{ id: string }>(sql`
    insert into devices (tenant_id, id, user_id, name, platform, public_key, last_connection, cause, deactivated_at)
    select ${tx.tenantId}, d.id, d."userId", d.name, d.platform, d."publicKey", d."lastConnection", d.cause,
      case when d.cause is not null then now() end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id uuid, "userId" uuid, name text, platform text,
      "publicKey" text, "lastConnection" timestamptz, cause text)
    on conflict (tenant_id, public_key) do nothing
    returning id`);
  const ids = new Set(created.map(({ id }) => id));
  const made = rows.filter(({ id }) => ids.has(id));
  const networks = made.flatMap(({ id, addresses, routed }) => [
    ...addresses.map((network) => ({ id, network, routed: false })),
    ...routed.map((network) => ({ id, network, routed: true })),
  ]);
  await Promise.all([
    tx
      .execute(sql`
        insert into device_addresses (tenant_id, network, device_id, routed)
        select ${tx.tenantId}, n.network, n.id, n.routed
        from jsonb_to_recordset(${JSON.stringify(networks)}::jsonb) as n(id uuid, network cidr, routed boolean)`)
      .execute(),
    moveLastConnections(tx, made),
    recordAudits(
      tx,
      made.map(({ id, userId, name, platform }) => ({
        action: "device.registered",
        actor: operator,
        target: { kind: "device", id },
        subjectId: userId,
        details: { after: { name, platform } },
      })),
    ),
  ]);
  await notifyUsers(tx, [...new Set(made.map(({ userId }) => userId))]);
  return new Set(made.map(({ publicKey }) => publicKey));
}

/** A person was last connected when one of their devices was. */
async function moveLastConnections(tx: TenantTx, devices: readonly NewDevice[]): Promise<void> {
  const seen = devices.filter(({ lastConnection }) => lastConnection !== null);
  if (seen.length === 0) return;
  const timestamps = seen.map(({ userId, lastConnection }) => ({ id: userId, at: lastConnection }));
  await tx.execute(sql`
    update users u set last_connection = greatest(u.last_connection, s.at)
    from (select m.id, max(m.at) as at
      from jsonb_to_recordset(${JSON.stringify(timestamps)}::jsonb) as m(id uuid, at timestamptz) group by m.id) s
    where u.tenant_id = ${tx.tenantId} and u.id = s.id`);
}
