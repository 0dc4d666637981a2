import { cascades } from "@portcullis/db/schema/cascades";
import { devices } from "@portcullis/db/schema/devices";
import { groupMembers, groups } from "@portcullis/db/schema/groups";
import { invitations } from "@portcullis/db/schema/invitations";
import { sessions } from "@portcullis/db/schema/sessions";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { notFound } from "@portcullis/domain/errors";
import { type Permission, permissions } from "@portcullis/domain/permission";
import { effectiveDeviceLimit } from "@portcullis/domain/user/device-limit";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import { type UserDetail, userDetailDevicesMax } from "@portcullis/domain/user/user";
import { and, asc, desc, eq, ne, sql } from "drizzle-orm";
import { progressColumns, toProgress } from "../internal/cascade-record.ts";
import { deviceCountsOfUser } from "../internal/device-counts.ts";
import { selectDevices, toDeviceDetail } from "../internal/device-record.ts";
import { gatherRoles, selectGrants } from "../internal/held-roles.ts";
import { invitationColumns, isOpenInvitation, splitInvitation } from "../internal/invitation-record.ts";

/**
 * A user whole. The five statements go out together on the transaction's one connection: one round trip.
 * @throws {DomainError} NOT_FOUND for unknown, foreign and deleting alike
 */
export async function readUserDetail(tx: TenantTx, id: string): Promise<UserDetail> {
  const now = new Date();
  const [[user], grants, memberships, deviceRows, [cascade]] = await Promise.all([
    selectUser(tx, id),
    selectGrants(tx, id),
    selectMemberships(tx, id),
    selectDevices(tx)
      .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.userId, id)))
      .orderBy(asc(devices.nameKey), asc(devices.id))
      .limit(userDetailDevicesMax),
    tx
      .select(progressColumns)
      .from(cascades)
      .where(and(eq(cascades.tenantId, tx.tenantId), eq(cascades.userId, id)))
      // The last one by what it carries through: ids sort by the clocks of those who made them.
      .orderBy(desc(cascades.generation))
      .limit(1),
  ]);
  if (!user) throw notFound("user");
  const { tenantMaxDevices, heldPermissions, ...profile } = splitInvitation(user);
  return {
    ...profile,
    presence: profile.deviceCounts.online > 0 ? "online" : "offline",
    deviceLimit: effectiveDeviceLimit(profile.maxDevices, memberships, tenantMaxDevices),
    roles: gatherRoles(grants),
    groups: memberships,
    permissions: profile.isOwner ? [...permissions] : heldPermissions,
    devices: deviceRows.map((row) => toDeviceDetail(row, now)),
    cascade: cascade ? toProgress(cascade) : null,
  };
}

function selectUser(tx: TenantTx, id: string) {
  return tx
    .select({
      id: users.id,
      createdAt: users.createdAt,
      updatedAt: users.updatedAt,
      lastConnection: users.lastConnection,
      email: users.email,
      status: sql<LivingStatus>`${users.status}`,
      firstName: users.firstName,
      lastName: users.lastName,
      isOwner: users.isOwner,
      maxDevices: users.maxDevices,
      image: users.image,
      tenantMaxDevices: tenants.maxDevices,
      heldPermissions: sql<Permission[]>`permissions_of(${users.tenantId}, ${users.id})`,
      deviceCounts: deviceCountsOfUser,
      sessionCount: sql<number>`(select count(*)::int from ${sessions} where ${sessions.tenantId} = ${users.tenantId}
        and ${sessions.userId} = ${users.id} and ${sessions.expiresAt} > now())`,
      secondFactor: sql<boolean>`has_second_factor(${users.tenantId}, ${users.id})`,
      ...invitationColumns,
    })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .leftJoin(invitations, isOpenInvitation)
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, id), ne(users.status, "deleting")));
}

function selectMemberships(tx: TenantTx, userId: string) {
  return tx
    .select({ id: groups.id, name: groups.name, description: groups.description, maxDevices: groups.maxDevices })
    .from(groupMembers)
    .innerJoin(groups, and(eq(groups.tenantId, groupMembers.tenantId), eq(groups.id, groupMembers.groupId)))
    .where(and(eq(groupMembers.tenantId, tx.tenantId), eq(groupMembers.userId, userId)))
    .orderBy(asc(groups.name));
}
