import { groupRoles, groups } from "@portcullis/db/schema/groups";
import { rolePermissions, roles, userRoles } from "@portcullis/db/schema/roles";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { conflict, forbidden, notFound } from "@portcullis/domain/errors";
import { type RoleDetail, type RoleHolders, roleGroupsMax } from "@portcullis/domain/role";
import { assertNotRefused, grantRefusal } from "@portcullis/domain/user/governance";
import { and, asc, eq, ne, sql } from "drizzle-orm";
import type { Actor } from "../kernel/locks.ts";

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
  permissions: rolePermissions,
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

export const roleNameTaken = () => conflict("role_name_taken", "Another role has this name.", "name");

/**
 * Names that differ in case only are one. The caller holds the tenant's rights lock, so nobody names a role meanwhile.
 * @throws {DomainError} CONFLICT `role_name_taken`
 */
export async function assertRoleNameIsFree(tx: TenantTx, name: string, exceptId?: string): Promise<void> {
  const sameName = and(eq(roles.tenantId, tx.tenantId), sql`lower(${roles.name}) = lower(${name})`);
  const isAnothers = exceptId === undefined ? sameName : and(sameName, ne(roles.id, exceptId));
  if ((await tx.$count(roles, isAnothers)) > 0) throw roleNameTaken();
}

/**
 * Locks a role that is to be changed or deleted. The caller holds the tenant's rights lock.
 * @throws {DomainError} NOT_FOUND for unknown and foreign alike · FORBIDDEN `role_is_system`, `privilege_ceiling` where it
 * carries what the actor lacks
 */
export async function lockOwnRole(tx: TenantTx, actor: Actor, id: string) {
  const [role] = await tx
    .select()
    .from(roles)
    .where(and(eq(roles.tenantId, tx.tenantId), eq(roles.id, id)))
    .for("update");
  if (!role) throw notFound("role");
  if (role.system) {
    throw forbidden("role_is_system", "System roles cannot be changed. Create a role of your own instead.");
  }
  assertNotRefused(grantRefusal(actor, role.storedPermissions, role.name));
  return Object.assign(role, { permissions: role.storedPermissions });
}

/** How many of each are named before the rest is counted. */
const named = 3;

/**
 * Who a role is assigned to, for a sentence: "Ada Lovelace, Alan Turing and 9 more people, and to the group Field staff";
 * undefined if nobody. Names only for an actor who may see them.
 */
export async function readRoleHolders(tx: TenantTx, actor: Actor, roleId: string): Promise<string | undefined> {
  const holds = and(eq(userRoles.tenantId, tx.tenantId), eq(userRoles.roleId, roleId));
  const carries = and(eq(groupRoles.tenantId, tx.tenantId), eq(groupRoles.roleId, roleId));
  const [people, peopleCount, carriers, groupCount] = await Promise.all([
    tx
      .select({
        name: sql<string>`display_name(${users.firstName}, ${users.lastName}, ${users.email})`,
      })
      .from(userRoles)
      .innerJoin(users, and(eq(users.tenantId, userRoles.tenantId), eq(users.id, userRoles.userId)))
      .where(holds)
      .orderBy(asc(users.nameKey), asc(users.id))
      .limit(named),
    tx.$count(userRoles, holds),
    tx
      .select({ name: groups.name })
      .from(groupRoles)
      .innerJoin(groups, and(eq(groups.tenantId, groupRoles.tenantId), eq(groups.id, groupRoles.groupId)))
      .where(carries)
      .orderBy(asc(groups.name))
      .limit(named),
    tx.$count(groupRoles, carries),
  ]);
  const said = [
    peopleCount > 0 &&
      listed(actor.permissions.includes("user:read") ? people : [], peopleCount, { one: "person", many: "people" }),
    groupCount > 0 &&
      (actor.permissions.includes("group:read")
        ? `the ${groupCount === 1 ? "group" : "groups"} ${listed(carriers, groupCount)}`
        : listed([], groupCount, { one: "group", many: "groups" })),
  ].filter((part) => part !== false);
  return said.join(", and to ") || undefined;
}

const conjunction = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** "Ada and Alan", "Ada, Alan, Grace and 2 more people", "5 people". */
function listed(known: readonly { name: string }[], count: number, noun?: { one: string; many: string }): string {
  const rest = count - known.length;
  const words = [rest.toLocaleString("en"), known.length > 0 && "more", noun && (rest === 1 ? noun.one : noun.many)];
  return conjunction.format([...known.map(({ name }) => name), ...(rest > 0 ? [words.filter(Boolean).join(" ")] : [])]);
}
