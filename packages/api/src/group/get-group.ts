import { groupMembers, groupRoles, groups } from "@portcullis/db/schema/groups";
import { rolePermissions, roles } from "@portcullis/db/schema/roles";
import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import { notFound } from "@portcullis/domain/errors";
import { type GroupDetail, groupById, groupDetail } from "@portcullis/domain/group";
import { and, asc, eq } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";

/** A group with what it gives. @throws {DomainError} NOT_FOUND */
export const getGroup = useCase(
  { access: { permission: "group:read" }, subject: "group" },
  groupById,
  groupDetail,
  (ctx, input) => withTenantReadOnly(ctx.db, ctx.principal.tenantId, (tx) => readGroupDetail(tx, input.id)),
);

/** A group whole, in one round trip. @throws {DomainError} NOT_FOUND */
export async function readGroupDetail(tx: TenantTx, id: string): Promise<GroupDetail> {
  const [[group], carried, memberCount] = await Promise.all([
    tx
      .select({
        id: groups.id,
        name: groups.name,
        description: groups.description,
        maxDevices: groups.maxDevices,
        createdAt: groups.createdAt,
        updatedAt: groups.updatedAt,
      })
      .from(groups)
      .where(and(eq(groups.tenantId, tx.tenantId), eq(groups.id, id))),
    tx
      .select({ id: roles.id, name: roles.name, description: roles.description, permissions: rolePermissions })
      .from(groupRoles)
      .innerJoin(roles, and(eq(roles.tenantId, groupRoles.tenantId), eq(roles.id, groupRoles.roleId)))
      .where(and(eq(groupRoles.tenantId, tx.tenantId), eq(groupRoles.groupId, id)))
      .orderBy(asc(roles.name)),
    tx.$count(groupMembers, and(eq(groupMembers.tenantId, tx.tenantId), eq(groupMembers.groupId, id))),
  ]);
  if (!group) throw notFound("group");
  return { ...group, memberCount, roles: carried };
}
