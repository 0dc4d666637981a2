import { deviceAddresses, devicePosture, devices } from "@portcullis/db/schema/devices";
import { devicePresence, gateways } from "@portcullis/db/schema/gateways";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import type { AccessDenial } from "@portcullis/domain/device/access";
import type { HeldConnection } from "@portcullis/domain/device/connection";
import type { DeviceDetail } from "@portcullis/domain/device/device";
import type { Compliance, Posture } from "@portcullis/domain/device/posture";
import { deviceStatus } from "@portcullis/domain/device/presence";
import { conflict } from "@portcullis/domain/errors";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import { and, desc, eq, ne, sql } from "drizzle-orm";

export const deviceKeyTaken = () =>
  conflict("device_key_taken", "A device with this public key exists already.", "publicKey");

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

/** Devices with all that their record shows; those of a user who is being deleted are gone. Add where, order and limit. */
export function selectDevices(tx: TenantTx) {
  const held = newestConnection(tx);
  return tx
    .select({
      id: devices.id,
      name: devices.name,
      platform: devices.platform,
      publicKey: devices.publicKey,
      hardwareId: devices.hardwareId,
      appVersion: devices.appVersion,
      cause: devices.cause,
      deactivatedAt: devices.deactivatedAt,
      lastConnection: devices.lastConnection,
      approvedAt: devices.approvedAt,
      denials: sql<AccessDenial[]>`device_access.denials`,
      compliance: sql<Compliance>`device_access.compliance`,
      createdAt: devices.createdAt,
      updatedAt: devices.updatedAt,
      allowedIps: sql<string[]>`array(select a.network::text from ${deviceAddresses} a
        where a.tenant_id = ${devices.tenantId} and a.device_id = ${devices.id} order by masklen(a.network) desc, a.network)`,
      posture: {
        // First: the builder takes the whole for missing where its first column is null, and a version may be.
        lastCheck: devicePosture.lastCheck,
        checks: devicePosture.checks,
        osVersion: devicePosture.osVersion,
        compliant: sql<boolean>`device_access.compliance in ('compliant', 'not_required')`,
        failing: sql<Posture["failing"]>`device_access.failing`,
      },
      hasPostureToken: sql<boolean>`exists (select from device_tokens k
        where k.tenant_id = ${devices.tenantId} and k.device_id = ${devices.id})`,
      // Drizzle takes the whole for null where its first column is: one that a row always has.
      held: {
        gatewayId: held.gatewayId,
        gatewayName: held.gatewayName,
        endpoint: held.endpoint,
        since: held.since,
        lastHandshake: held.lastHandshake,
        received: held.received,
        sent: held.sent,
      },
      user: userShortColumns,
    })
    .from(devices)
    .innerJoin(
      users,
      and(eq(users.tenantId, devices.tenantId), eq(users.id, devices.userId), ne(users.status, "deleting")),
    )
    .innerJoin(
      sql`device_access`,
      sql`device_access.tenant_id = ${devices.tenantId} and device_access.device_id = ${devices.id}`,
    )
    .leftJoin(devicePosture, and(eq(devicePosture.tenantId, devices.tenantId), eq(devicePosture.deviceId, devices.id)))
    .leftJoinLateral(held, sql`true`)
    .$dynamic();
}

/** Of the gateways that heard the device of the outer query, what the one that heard it last says: by the primary key. */
function newestConnection(tx: TenantTx) {
  return tx
    .select({
      gatewayId: devicePresence.gatewayId,
      gatewayName: gateways.name,
      endpoint: devicePresence.endpoint,
      since: devicePresence.connectedSince,
      lastHandshake: devicePresence.lastHandshake,
      received: sql<number>`${devicePresence.received} - ${devicePresence.receivedBefore}`
        .mapWith(devicePresence.received)
        .as("received_since"),
      sent: sql<number>`${devicePresence.sent} - ${devicePresence.sentBefore}`
        .mapWith(devicePresence.sent)
        .as("sent_since"),
    })
    .from(devicePresence)
    .innerJoin(gateways, and(eq(gateways.tenantId, devicePresence.tenantId), eq(gateways.id, devicePresence.gatewayId)))
    .where(and(eq(devicePresence.tenantId, devices.tenantId), eq(devicePresence.deviceId, devices.id)))
    .orderBy(desc(devicePresence.lastHandshake))
    .limit(1)
    .as("held");
}

type DeviceRow = Awaited<ReturnType<typeof selectDevices>>[number];

/** Adds what is derived and never stored: `active` and `status`. */
export function toDeviceDetail({ held, ...row }: DeviceRow, now: Date): DeviceDetail {
  const active = row.cause === null;
  const isHeard = row.denials.length === 0;
  return {
    ...row,
    posture: row.posture?.lastCheck ? row.posture : null,
    connection: held && toConnection(held),
    active,
    status: deviceStatus({ active, lastConnection: isHeard ? row.lastConnection : null }, now),
  };
}

function toConnection({ gatewayId, gatewayName, ...connection }: NonNullable<DeviceRow["held"]>): HeldConnection {
  return { ...connection, gateway: { id: gatewayId, name: gatewayName } };
}
