import { builtOnce } from "@portcullis/db/built-once";
import { groupMembers, groupRoles } from "@portcullis/db/schema/groups";
import { rolePermissions, roles, userRoles } from "@portcullis/db/schema/roles";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { permissions } from "@portcullis/domain/permission";
import { isAdministrator } from "@portcullis/domain/second-factor";
import { and, count, eq, inArray, or, type SQL, sql } from "drizzle-orm";

const selectCount = builtOnce((tx) =>
  tx.select({ count: count() }).from(users).where(areAdministratorsWithoutFactor(tx)),
);

/** How many active people the policy `administrators` would send to set up a second factor first. */
export async function countAdministratorsWithoutFactor(tx: TenantTx): Promise<number> {
  const [row] = await selectCount(tx);
  return row?.count ?? 0;
}

/** Whoever holds one of these is an administrator. */
const administering = permissions.filter((permission) =>
  isAdministrator({ isOwner: false, permissions: [permission] }),
);

/** The condition on users that holds for those who are counted. */
export function areAdministratorsWithoutFactor(tx: TenantTx): SQL | undefined {
  const rolesThatAdminister = tx
    .select({ id: roles.id })
    .from(roles)
    .where(and(eq(roles.tenantId, tx.tenantId), sql`${rolePermissions} && ${sql.param([...administering])}::text[]`));
  const holders = tx
    .select({ id: userRoles.userId })
    .from(userRoles)
    .where(and(eq(userRoles.tenantId, tx.tenantId), inArray(userRoles.roleId, rolesThatAdminister)))
    .union(
      tx
        .select({ id: groupMembers.userId })
        .from(groupRoles)
        .innerJoin(
          groupMembers,
          and(eq(groupMembers.tenantId, groupRoles.tenantId), eq(groupMembers.groupId, groupRoles.groupId)),
        )
        .where(and(eq(groupRoles.tenantId, tx.tenantId), inArray(groupRoles.roleId, rolesThatAdminister))),
    );
  return and(
    eq(users.tenantId, tx.tenantId),
    eq(users.status, "active"),
    or(eq(users.isOwner, true), inArray(users.id, holders)),
    sql`not has_second_factor(${users.tenantId}, ${users.id})`,
  );
}
