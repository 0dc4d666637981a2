import { randomBytes } from "node:crypto";
import { newId } from "@portcullis/db/ids";
import { deviceAddresses, devices } from "@portcullis/db/schema/devices";
import { groupMembers, groupRoles, groups } from "@portcullis/db/schema/groups";
import { roles, userRoles } from "@portcullis/db/schema/roles";
import { passkeys } from "@portcullis/db/schema/second-factors";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import type { DeviceCause } from "@portcullis/domain/device/device";
import type { Platform } from "@portcullis/domain/device/platform";
import { type Permission, type SystemRole, systemRoleKinds, systemRoles } from "@portcullis/domain/permission";
import { type Timestamp, timestampNow } from "@portcullis/domain/timestamp";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";

export interface UserTraits {
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly status?: LivingStatus;
  readonly isOwner?: boolean;
  readonly maxDevices?: number;
  readonly role?: SystemRole;
  /** A role of the tenant's own with just these. */
  readonly permissions?: readonly Permission[];
}

/** What a test puts into the database itself, because no procedure makes it yet. */
export async function insertSystemRoles(tx: TenantTx): Promise<Record<SystemRole, string>> {
  const ids = Object.fromEntries(systemRoleKinds.map((kind) => [kind, newId()])) as Record<SystemRole, string>;
  await tx.insert(roles).values(
    systemRoleKinds.map((system) => ({
      tenantId: tx.tenantId,
      id: ids[system],
      system,
      name: systemRoles[system].name,
      description: systemRoles[system].description,
      storedPermissions: [...systemRoles[system].permissions],
    })),
  );
  return ids;
}

export async function insertUser(tx: TenantTx, systemRoleIds: Record<SystemRole, string>, traits: UserTraits) {
  const { role, permissions, status = "active", ...columns } = traits;
  const id = newId();
  const email = traits.email ?? `${id}@people.test`;
  const acceptedAt = status === "pending" ? null : timestampNow();
  await tx.insert(users).values({ tenantId: tx.tenantId, id, firstName: "Ada", ...columns, email, status, acceptedAt });
  const roleIds = role ? [systemRoleIds[role]] : [];
  if (permissions) {
    const roleId = newId();
    await tx
      .insert(roles)
      .values({ tenantId: tx.tenantId, id: roleId, name: `Role ${roleId}`, storedPermissions: [...permissions] });
    roleIds.push(roleId);
  }
  for (const roleId of roleIds) await tx.insert(userRoles).values({ tenantId: tx.tenantId, userId: id, roleId });
  return { id, email };
}

/** A public key that nobody else has. */
export function aPublicKey(): string {
  return randomBytes(32).toString("base64");
}

export async function insertDevice(
  tx: TenantTx,
  device: {
    readonly userId: string;
    readonly name?: string;
    readonly platform?: Platform;
    readonly publicKey?: string;
    readonly cause?: DeviceCause;
    readonly network?: string;
    readonly approvedAt?: Timestamp | null;
  },
) {
  const id = newId();
  const {
    userId,
    cause = null,
    name = `device ${id}`,
    platform = "linux",
    publicKey = aPublicKey(),
    approvedAt,
  } = device;
  await tx.insert(devices).values({
    tenantId: tx.tenantId,
    id,
    userId,
    name,
    platform,
    publicKey,
    cause,
    ...(approvedAt !== undefined && { approvedAt }),
    deactivatedAt: cause ? timestampNow() : null,
  });
  if (device.network) {
    await tx.insert(deviceAddresses).values({ tenantId: tx.tenantId, network: device.network, deviceId: id });
  }
  return { id, name };
}

/** A second factor that no authenticator holds. */
export async function insertPasskey(tx: TenantTx, userId: string): Promise<string> {
  const id = newId();
  const random = () => randomBytes(32);
  await tx.insert(passkeys).values({
    tenantId: tx.tenantId,
    id,
    userId,
    name: "Key",
    credentialId: random(),
    publicKey: random(),
    counter: 0,
    transports: [],
  });
  return id;
}

export async function insertGroup(
  tx: TenantTx,
  group: { readonly maxDevices?: number; readonly memberIds?: readonly string[]; readonly roleIds?: readonly string[] },
) {
  const id = newId();
  const name = `Group ${id}`;
  await tx.insert(groups).values({ tenantId: tx.tenantId, id, name, maxDevices: group.maxDevices ?? null });
  for (const userId of group.memberIds ?? []) {
    await tx.insert(groupMembers).values({ tenantId: tx.tenantId, groupId: id, userId });
  }
  for (const roleId of group.roleIds ?? []) {
    await tx.insert(groupRoles).values({ tenantId: tx.tenantId, groupId: id, roleId });
  }
  return { id, name };
}
