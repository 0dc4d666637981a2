import { groupMembers, groupRoles } from "@portcullis/db/schema/groups";
import { roles, userRoles } from "@portcullis/db/schema/roles";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { isAdministrator } from "@portcullis/domain/second-factor";
import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";

/** How many active people the policy `administrators` would send to set up a second factor first. */
export async function countAdministratorsWithoutFactor(tx: TenantTx): Promise<number> {
  return tx.$count(users, await areAdministratorsWithoutFactor(tx));
}

/** The condition on users that holds for those who are counted. */
export async function areAdministratorsWithoutFactor(tx: TenantTx): Promise<SQL | undefined> {
  const held = await tx
    .select({ id: roles.id, permissions: roles.permissions })
    .from(roles)
    .where(eq(roles.tenantId, tx.tenantId));
  const administering = held.filter((role) => isAdministrator({ isOwner: false, ...role })).map((role) => role.id);
  const holders = tx
    .select({ id: userRoles.userId })
    .from(userRoles)
    .where(and(eq(userRoles.tenantId, tx.tenantId), inArray(userRoles.roleId, administering)))
    .union(
      tx
        .select({ id: groupMembers.userId })
        .from(groupRoles)
        .innerJoin(
          groupMembers,
          and(eq(groupMembers.tenantId, groupRoles.tenantId), eq(groupMembers.groupId, groupRoles.groupId)),
        )
        .where(and(eq(groupRoles.tenantId, tx.tenantId), inArray(groupRoles.roleId, administering))),
    );
  return and(
    eq(users.tenantId, tx.tenantId),
    eq(users.status, "active"),
    or(eq(users.isOwner, true), inArray(users.id, holders)),
    sql`not has_second_factor(${users.tenantId}, ${users.id})`,
  );
}
