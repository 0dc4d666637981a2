import type { Database } from "@portcullis/db/client";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import type { DeviceDetail, UserShort } from "@portcullis/domain/device/device";
import { deviceStatus } from "@portcullis/domain/device/presence";
import { conflict } from "@portcullis/domain/errors";
import type { TenantId } from "@portcullis/domain/ids";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import { sql } from "drizzle-orm";
import { type Stored, toTimestamp } from "./stored-record.ts";

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
export type DeviceRecord = Stored<Omit<DeviceDetail, "active" | "status" | "user" | "addresses" | "routedNetworks">>;

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
  const rows = await tx.execute<{ record: DeviceRecord; holder: Stored<UserShort> }>(sql`
    select record, holder from device_records where tenant_id = ${tx.tenantId} and device_id = any(${sql.param(ids)}::uuid[])`);
  const routed = await readRoutedNetworks(
    tx,
    tx.tenantId,
    rows.map(({ record }) => record),
  );
  return rows.map(({ record, holder: { lastConnection, ...holder } }) =>
    toDeviceDetail(record, { ...holder, lastConnection: toTimestamp(lastConnection) }, now, routed.get(record.id)),
  );
}

/** Adds what is derived: `active`, `status`, and which networks are its own. */
export function toDeviceDetail(
  record: DeviceRecord,
  user: UserShort,
  now: Date,
  routed: ReadonlySet<string> = new Set(),
): DeviceDetail {
  const { connection, posture, allowedIps } = record;
  const active = record.cause === null;
  const lastConnection = toTimestamp(record.lastConnection);
  const isHeard = record.denials.length === 0;
  return {
    ...record,
    addresses: allowedIps.filter((network) => !routed.has(network)),
    routedNetworks: allowedIps.filter((network) => routed.has(network)),
    active,
    status: deviceStatus({ active, lastConnection: isHeard ? lastConnection : null }, now),
    lastConnection,
    deactivatedAt: toTimestamp(record.deactivatedAt),
    approvedAt: toTimestamp(record.approvedAt),
    createdAt: toTimestamp(record.createdAt),
    updatedAt: toTimestamp(record.updatedAt),
    connection: connection && {
      ...connection,
      since: toTimestamp(connection.since),
      lastHandshake: toTimestamp(connection.lastHandshake),
    },
    posture: posture && { ...posture, lastCheck: toTimestamp(posture.lastCheck) },
    user,
  };
}
