import { groupRoles, groups } from "@portcullis/db/schema/groups";
import { roles } from "@portcullis/db/schema/roles";
import type { TenantTx } from "@portcullis/db/tenant";
import { notFound } from "@portcullis/domain/errors";
import type { Permission } from "@portcullis/domain/permission";
import { and, eq, inArray } from "drizzle-orm";

/** What somebody is about to be given. */
export interface Grants {
  readonly roles: readonly { readonly id: string; readonly name: string }[];
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  /** Whether a role comes with it, directly or through a group, and everything that all of them permit. */
  readonly carriesRoles: boolean;
  readonly permissions: readonly Permission[];
}

/** @throws {DomainError} NOT_FOUND where a role or group is unknown or foreign */
export async function readGrants(
  tx: TenantTx,
  of: { readonly roleIds: readonly string[]; readonly groupIds: readonly string[] },
): Promise<Grants> {
  const roleIds = [...new Set(of.roleIds)];
  const groupIds = [...new Set(of.groupIds)];
  const [direct, joined, carried] = await Promise.all([
    tx
      .select({ id: roles.id, name: roles.name, permissions: roles.permissions })
      .from(roles)
      .where(and(eq(roles.tenantId, tx.tenantId), inArray(roles.id, roleIds))),
    tx
      .select({ id: groups.id, name: groups.name })
      .from(groups)
      .where(and(eq(groups.tenantId, tx.tenantId), inArray(groups.id, groupIds))),
    tx
      .select({ permissions: roles.permissions })
      .from(groupRoles)
      .innerJoin(roles, and(eq(roles.tenantId, groupRoles.tenantId), eq(roles.id, groupRoles.roleId)))
      .where(and(eq(groupRoles.tenantId, tx.tenantId), inArray(groupRoles.groupId, groupIds))),
  ]);
  if (direct.length < roleIds.length) throw notFound("role");
  if (joined.length < groupIds.length) throw notFound("group");
  return {
    roles: direct.map(({ id, name }) => ({ id, name })),
    groups: joined,
    carriesRoles: direct.length + carried.length > 0,
    permissions: [...new Set([...direct, ...carried].flatMap((role) => role.permissions))],
  };
}
