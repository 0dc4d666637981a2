import { groupMembers, groupRoles, groups } from "@portcullis/db/schema/groups";
import { roles, userRoles } from "@portcullis/db/schema/roles";
import type { TenantTx } from "@portcullis/db/tenant";
import type { UserDetail } from "@portcullis/domain/user/user";
import { and, eq, sql } from "drizzle-orm";

/** One row per role and way that it reached the user. */
export function selectGrants(tx: TenantTx, userId: string) {
  const role = {
    id: roles.id,
    name: roles.name,
    description: roles.description,
    permissions: roles.permissions,
  };
  const direct = tx
    .select({
      ...role,
      groupId: sql<string | null>`null::uuid`.as("group_id"),
      groupName: sql<string | null>`null`.as("group_name"),
    })
    .from(userRoles)
    .innerJoin(roles, and(eq(roles.tenantId, userRoles.tenantId), eq(roles.id, userRoles.roleId)))
    .where(and(eq(userRoles.tenantId, tx.tenantId), eq(userRoles.userId, userId)));
  const throughGroups = tx
    .select({
      ...role,
      groupId: sql<string | null>`${groups.id}`.as("group_id"),
      groupName: sql<string | null>`${groups.name}`.as("group_name"),
    })
    .from(groupMembers)
    .innerJoin(groups, and(eq(groups.tenantId, groupMembers.tenantId), eq(groups.id, groupMembers.groupId)))
    .innerJoin(groupRoles, and(eq(groupRoles.tenantId, groups.tenantId), eq(groupRoles.groupId, groups.id)))
    .innerJoin(roles, and(eq(roles.tenantId, groupRoles.tenantId), eq(roles.id, groupRoles.roleId)))
    .where(and(eq(groupMembers.tenantId, tx.tenantId), eq(groupMembers.userId, userId)));
  return direct.unionAll(throughGroups);
}

/** Each role once, with every way that it reached the user, by name. */
export function gatherRoles(grants: Awaited<ReturnType<typeof selectGrants>>): UserDetail["roles"] {
  const byId = new Map<string, UserDetail["roles"][number]>();
  for (const { groupId, groupName, ...role } of grants) {
    const known = byId.get(role.id) ?? { ...role, origins: [] };
    known.origins.push(groupId === null ? { kind: "direct" } : { kind: "group", id: groupId, name: groupName ?? "" });
    byId.set(role.id, known);
  }
  return [...byId.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}
