import { groupRoles } from "@portcullis/db/schema/groups";
import { roles } from "@portcullis/db/schema/roles";
import type { TenantTx } from "@portcullis/db/tenant";
import type { Permission } from "@portcullis/domain/permission";
import { and, eq, inArray } from "drizzle-orm";

/** What joining these groups gives. It holds as long as the caller keeps its share of the rights lock. */
export function readRolesOfGroups(
  tx: TenantTx,
  groupIds: readonly string[],
): Promise<{ id: string; permissions: Permission[] }[]> {
  return tx
    .selectDistinct({ id: roles.id, permissions: roles.permissions })
    .from(groupRoles)
    .innerJoin(roles, and(eq(roles.tenantId, groupRoles.tenantId), eq(roles.id, groupRoles.roleId)))
    .where(and(eq(groupRoles.tenantId, tx.tenantId), inArray(groupRoles.groupId, [...groupIds])))
    .execute();
}
