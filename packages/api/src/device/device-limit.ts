import { devices } from "@portcullis/db/schema/devices";
import { groupMembers, groups } from "@portcullis/db/schema/groups";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { type DeviceLimit, effectiveDeviceLimit } from "@portcullis/domain/user/device-limit";
import { and, count, eq } from "drizzle-orm";

/**
 * For one device more; it holds only as long as the caller keeps the user's lock.
 * @throws {DomainError} CONFLICT `device_limit_reached`
 */
export async function assertBelowDeviceLimit(tx: TenantTx, userId: string): Promise<void> {
  const { held, limit } = await readDeviceQuota(tx, userId);
  if (held < limit.value) return;
  throw conflict("device_limit_reached", `The limit of ${limit.value} devices is reached. Remove one first.`);
}

/** How many devices a user has and how many they may; it holds only as long as the caller keeps the user's lock. */
export async function readDeviceQuota(tx: TenantTx, userId: string): Promise<{ held: number; limit: DeviceLimit }> {
  const [[own], memberships, [devicesOf]] = await Promise.all([
    tx
      .select({ maxDevices: users.maxDevices, tenantMaxDevices: tenants.maxDevices })
      .from(users)
      .innerJoin(tenants, eq(tenants.id, users.tenantId))
      .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId))),
    tx
      .select({ id: groups.id, name: groups.name, maxDevices: groups.maxDevices })
      .from(groupMembers)
      .innerJoin(groups, and(eq(groups.tenantId, groupMembers.tenantId), eq(groups.id, groupMembers.groupId)))
      .where(and(eq(groupMembers.tenantId, tx.tenantId), eq(groupMembers.userId, userId))),
    tx
      .select({ held: count() })
      .from(devices)
      .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.userId, userId))),
  ]);
  if (!own || !devicesOf) throw new Error("The locked user no longer exists.");
  return { held: devicesOf.held, limit: effectiveDeviceLimit(own.maxDevices, memberships, own.tenantMaxDevices) };
}
