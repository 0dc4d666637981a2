import { groupRoles, groups } from "@portcullis/db/schema/groups";
import { roles } from "@portcullis/db/schema/roles";
import type { TenantTx } from "@portcullis/db/tenant";
import { notFound } from "@portcullis/domain/errors";
import { type RoleDetail, type RoleHolders, roleGroupsMax } from "@portcullis/domain/role";
import { and, asc, eq, sql } from "drizzle-orm";

/** Who holds the role of the outer query; the owner counts among the administrators, as the list of users finds them. Names spelled out: the builder drops a lone table's, and "id" would be another's. */
const holders = sql<RoleHolders>`json_build_object(
  'users', (select count(*) from (
    select ur.user_id from user_roles ur where ur.tenant_id = roles.tenant_id and ur.role_id = roles.id
    union
    select gm.user_id from group_roles gr join group_members gm on gm.tenant_id = gr.tenant_id and gm.group_id = gr.group_id
    where gr.tenant_id = roles.tenant_id and gr.role_id = roles.id
    union
    select o.id from users o where o.tenant_id = roles.tenant_id and o.is_owner and roles.system = 'ADMIN') held),
  'direct', (select count(*) from user_roles ur where ur.tenant_id = roles.tenant_id and ur.role_id = roles.id),
  'groups', (select count(*) from group_roles gr where gr.tenant_id = roles.tenant_id and gr.role_id = roles.id))`;

/** The columns of a list's row. */
export const roleColumns = {
  id: roles.id,
  name: roles.name,
  description: roles.description,
  system: roles.system,
  permissions: roles.permissions,
  holders,
};

/** A role whole. @throws {DomainError} NOT_FOUND for unknown and foreign alike */
export async function readRoleDetail(tx: TenantTx, id: string): Promise<RoleDetail> {
  const [[role], carriers] = await Promise.all([
    tx
      .select({ ...roleColumns, createdAt: roles.createdAt, updatedAt: roles.updatedAt })
      .from(roles)
      .where(and(eq(roles.tenantId, tx.tenantId), eq(roles.id, id))),
    tx
      .select({ id: groups.id, name: groups.name })
      .from(groupRoles)
      .innerJoin(groups, and(eq(groups.tenantId, groupRoles.tenantId), eq(groups.id, groupRoles.groupId)))
      .where(and(eq(groupRoles.tenantId, tx.tenantId), eq(groupRoles.roleId, id)))
      .orderBy(asc(groups.name))
      .limit(roleGroupsMax),
  ]);
  if (!role) throw notFound("role");
  return { ...role, groups: carriers };
}
