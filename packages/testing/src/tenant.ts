import { randomBytes } from "node:crypto";
import { closeDatabase, type Database, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { credentials } from "@portcullis/db/schema/credentials";
import { deviceAddresses, devices } from "@portcullis/db/schema/devices";
import { gateways } from "@portcullis/db/schema/gateways";
import { groupMembers, groupRoles, groups } from "@portcullis/db/schema/groups";
import { roles, userRoles } from "@portcullis/db/schema/roles";
import { passkeys } from "@portcullis/db/schema/second-factors";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import type { DeviceCause } from "@portcullis/domain/device/device";
import type { Platform } from "@portcullis/domain/device/platform";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { type Permission, type SystemRole, systemRoleKinds, systemRoles } from "@portcullis/domain/permission";
import { type Timestamp, timestampNow } from "@portcullis/domain/timestamp";
import type { UserStatus } from "@portcullis/domain/user/lifecycle";
import { and, eq } from "drizzle-orm";

export interface UserTraits {
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly status?: UserStatus;
  readonly isOwner?: boolean;
  readonly maxDevices?: number;
  readonly role?: SystemRole;
  /** A role of the tenant's own with just these. */
  readonly permissions?: readonly Permission[];
  /** Of what they sign in with; without it they cannot. */
  readonly passwordHash?: string;
}

/** A tenant that has nobody, and the rows that a test puts into it itself, because no procedure makes them so. */
export interface TenantFixture {
  readonly tenantId: TenantId;
  readonly slug: string;
  /** Reads or changes rows as the application may. */
  readonly inScope: <T>(work: (tx: TenantTx) => Promise<T>) => Promise<T>;
  readonly aUser: (traits?: UserTraits) => Promise<{ id: string; email: string }>;
  readonly aDevice: (userId: string, traits?: DeviceTraits) => Promise<{ id: string; name: string }>;
  /** A passkey row of a user, that no authenticator holds; its id. */
  readonly aPasskey: (userId: string) => Promise<string>;
  readonly aGroup: (traits: GroupTraits) => Promise<{ id: string; name: string }>;
  /** A gateway whose agent has this token. @param traits `isNew` where no agent ever came for its peers */
  readonly aGatewayWith: (
    tokenHash: Buffer,
    traits?: { readonly isNew?: boolean },
  ) => Promise<{ id: string; name: string }>;
  /** Takes every role of a user away, telling nobody. */
  readonly dropRoles: (userId: string) => Promise<void>;
}

/**
 * A new tenant with its system roles.
 * @param db of the application, which fills it
 * @param ownerUrl of the schema's owner: the application may make no tenant
 */
export async function createTenantFixture(db: Database, ownerUrl: string, slug?: string): Promise<TenantFixture> {
  const tenant = { id: tenantId(newId()), name: "Test tenant" };
  const made = { ...tenant, slug: slug ?? `t-${tenant.id}` };
  const owner = openDatabase(ownerUrl, { applicationName: "portcullis-test-tenant", max: 1 });
  try {
    // Tests switch off as many as they need: those of the brake set a limit of their own.
    await owner.insert(tenants).values({ ...made, brakeLimit: 100_000 });
  } finally {
    await closeDatabase(owner);
  }
  const inScope: TenantFixture["inScope"] = (work) => withTenant(db, made.id, work);
  const roleIds = await inScope(insertSystemRoles);
  return {
    tenantId: made.id,
    slug: made.slug,
    inScope,
    aUser: (traits = {}) => inScope((tx) => insertUser(tx, roleIds, traits)),
    aDevice: (userId, traits = {}) => inScope((tx) => insertDevice(tx, userId, traits)),
    aPasskey: (userId) => inScope((tx) => insertPasskey(tx, userId)),
    aGroup: (traits) => inScope((tx) => insertGroup(tx, traits)),
    aGatewayWith: (tokenHash, { isNew = false } = {}) =>
      inScope(async (tx) => {
        const id = newId();
        const gateway = { tenantId: tx.tenantId, id, name: `Gateway ${id}`, endpoint: "vpn.example.com:51820" };
        await tx.insert(gateways).values({ ...gateway, tokenHash, contactedAt: isNew ? null : timestampNow() });
        return { id, name: gateway.name };
      }),
    dropRoles: (userId) =>
      inScope(async (tx) => {
        await tx.delete(userRoles).where(and(eq(userRoles.tenantId, tx.tenantId), eq(userRoles.userId, userId)));
      }),
  };
}

async function insertSystemRoles(tx: TenantTx): Promise<Record<SystemRole, string>> {
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

async function insertUser(tx: TenantTx, systemRoleIds: Record<SystemRole, string>, traits: UserTraits) {
  const { role, permissions, passwordHash, status = "active", ...columns } = traits;
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
  if (passwordHash) await tx.insert(credentials).values({ tenantId: tx.tenantId, userId: id, passwordHash });
  for (const roleId of roleIds) await tx.insert(userRoles).values({ tenantId: tx.tenantId, userId: id, roleId });
  return { id, email };
}

/** A public key that nobody else has. */
export function aPublicKey(): string {
  return randomBytes(32).toString("base64");
}

interface DeviceTraits {
  readonly name?: string;
  readonly platform?: Platform;
  readonly publicKey?: string;
  readonly cause?: DeviceCause;
  readonly network?: string;
  readonly approvedAt?: Timestamp | null;
}

async function insertDevice(tx: TenantTx, userId: string, traits: DeviceTraits) {
  const id = newId();
  const { cause = null, name = `device ${id}`, platform = "linux", publicKey = aPublicKey(), approvedAt } = traits;
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
  if (traits.network) {
    await tx.insert(deviceAddresses).values({ tenantId: tx.tenantId, network: traits.network, deviceId: id });
  }
  return { id, name };
}

/** A second factor that no authenticator holds. */
async function insertPasskey(tx: TenantTx, userId: string): Promise<string> {
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

interface GroupTraits {
  readonly maxDevices?: number;
  readonly memberIds?: readonly string[];
  readonly roleIds?: readonly string[];
}

async function insertGroup(tx: TenantTx, group: GroupTraits) {
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
