import type { Database } from "@portcullis/db/client";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import type { DeviceDetail, UserShort } from "@portcullis/domain/device/device";
import { deviceStatus } from "@portcullis/domain/device/presence";
import { conflict, type DomainError, forbidden } from "@portcullis/domain/errors";
import type { TenantId } from "@portcullis/domain/ids";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import { eq, type SQL, sql } from "drizzle-orm";
import type { Actor } from "../kernel/locks.ts";
import type { LockedDevice } from "./lock-device.ts";

export const deviceKeyTaken = () =>
  conflict("device_key_taken", "A device with this public key already exists.", "publicKey");

/** The columns of a user in short form. */
export const userShortColumns = {
  id: users.id,
  email: users.email,
  firstName: users.firstName,
  lastName: users.lastName,
  image: users.image,
  status: sql<LivingStatus>`${users.status}`,
  lastConnection: users.lastConnection,
};

/** What the view `device_records` answers for a device; the rest of its record is derived and never stored. */
export type DeviceRecord = Omit<DeviceDetail, "active" | "status" | "user" | "addresses" | "routedNetworks">;

/** The networks behind devices, by device. Nothing is asked where none of them has more than one address. */
export async function readRoutedNetworks(
  db: Pick<Database, "execute">,
  tenantId: TenantId,
  records: readonly Pick<DeviceRecord, "id" | "allowedIps">[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const ids = records
    .filter(({ allowedIps }) => allowedIps.length > 1 || allowedIps.some((network) => !/\/(?:32|128)$/.test(network)))
    .map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const rows = await db.execute<{ device_id: string; network: string }>(sql`
    select device_id, network from routed_networks(${tenantId}::uuid, ${sql.param(ids)}::uuid[])`);
  const byDevice = Map.groupBy(rows, (row) => row.device_id);
  return new Map([...byDevice].map(([id, of]) => [id, new Set(of.map(({ network }) => network))]));
}

/** The devices of these ids, in no order; those of a user who is being deleted are gone. */
export async function readDevices(tx: TenantTx, ids: readonly string[], now: Date): Promise<DeviceDetail[]> {
  const rows = await tx.execute<{ record: DeviceRecord; holder: UserShort }>(sql`
    select record, holder from device_records where tenant_id = ${tx.tenantId} and device_id = any(${sql.param(ids)}::uuid[])`);
  const routed = await readRoutedNetworks(
    tx,
    tx.tenantId,
    rows.map(({ record }) => record),
  );
  return rows.map(({ record, holder }) => toDeviceDetail(record, holder, now, routed.get(record.id)));
}

/** Adds what is derived: `active`, `status`, and which networks are its own. */
export function toDeviceDetail(
  record: DeviceRecord,
  user: UserShort,
  now: Date,
  routed: ReadonlySet<string> = new Set(),
): DeviceDetail {
  const { allowedIps } = record;
  const active = record.cause === null;
  return {
    ...record,
    addresses: allowedIps.filter((network) => !routed.has(network)),
    routedNetworks: allowedIps.filter((network) => routed.has(network)),
    active,
    status: deviceStatus({ ...record, active }, now),
    user,
  };
}

/** A device's networks as an array of texts, its own address first. @param deviceId of the outer query, with its table's name */
export function addressesOf(tenantId: SQL | string, deviceId: SQL | string): SQL<string[]> {
  return sql`array(select n.network::text from device_addresses n
    where n.tenant_id = ${tenantId} and n.device_id = ${deviceId} order by masklen(n.network) desc, n.network)`;
}

/**
 * Whether a key that this person brings waits for an administrator: where the tenant asks for one, and they are none themselves,
 * which `device:write` makes them.
 */
export async function needsApproval(tx: TenantTx, actor: Actor): Promise<boolean> {
  if (actor.permissions.includes("device:write")) return false;
  const [tenant] = await tx
    .select({ approveDevices: tenants.approveDevices })
    .from(tenants)
    .where(eq(tenants.id, tx.tenantId));
  return tenant?.approveDevices ?? true;
}

/**
 * Whoever lacks `device:write` does nothing to a device that is off which would be a way around that: FORBIDDEN
 * `device_switched_off`.
 * @param what they would have to ask an administrator to do, as the end of a sentence
 */
export function switchedOffRefusal(
  actor: Actor,
  device: Pick<LockedDevice["device"], "cause">,
  what: string,
): DomainError | undefined {
  if (device.cause === null || actor.permissions.includes("device:write")) return undefined;
  const why =
    device.cause === "reported_lost" ? "You reported this device lost." : "An administrator deactivated this device.";
  return forbidden("device_switched_off", `${why} Ask an administrator to ${what}.`);
}

/**
 * When the connection of a row of device_presence (alias `p`) is over by what is known now: once its device (alias `d`) was
 * silent for long enough or was switched off, and at the latest now.
 */
export const connectionEnd = sql`greatest(p.connected_since, least(
  p.last_handshake + online_within(), d.deactivated_at, statement_timestamp()))`;
