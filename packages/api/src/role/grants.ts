import { groupRoles, groups } from "@portcullis/db/schema/groups";
import { rolePermissions, roles } from "@portcullis/db/schema/roles";
import { inSavepoint, type TenantTx } from "@portcullis/db/tenant";
import { DomainError, forbidden, notFound } from "@portcullis/domain/errors";
import type { Permission } from "@portcullis/domain/permission";
import { assertNotRefused, grantRefusal, permissionRefusal } from "@portcullis/domain/user/governance";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Actor } from "../kernel/locks.ts";

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
      .select({ id: roles.id, name: roles.name, permissions: rolePermissions })
      .from(roles)
      .where(and(eq(roles.tenantId, tx.tenantId), inArray(roles.id, roleIds))),
    tx
      .select({ id: groups.id, name: groups.name })
      .from(groups)
      .where(and(eq(groups.tenantId, tx.tenantId), inArray(groups.id, groupIds))),
    tx
      .select({ permissions: rolePermissions })
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

export interface RoleGrant {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
}

/**
 * Roles by id, in the order asked for, each once.
 * @throws {DomainError} NOT_FOUND with the field `roleIds.N`
 */
export async function readRoles(tx: TenantTx, ids: readonly string[]): Promise<RoleGrant[]> {
  if (ids.length === 0) return [];
  const found = await tx
    .select({ id: roles.id, name: roles.name, permissions: rolePermissions })
    .from(roles)
    .where(and(eq(roles.tenantId, tx.tenantId), inArray(roles.id, [...ids])));
  const byId = new Map(found.map((role) => [role.id, role]));
  const missing = ids.findIndex((id) => !byId.has(id));
  if (missing !== -1) throw new DomainError("NOT_FOUND", "not_found", "No such role.", { field: `roleIds.${missing}` });
  return [...byId.values()];
}

/** What joining these groups gives. It holds as long as the caller keeps its share of the rights lock. */
export function readRolesOfGroups(
  tx: TenantTx,
  groupIds: readonly string[],
): Promise<{ id: string; permissions: Permission[] }[]> {
  return tx
    .selectDistinct({ id: roles.id, permissions: rolePermissions })
    .from(groupRoles)
    .innerJoin(roles, and(eq(roles.tenantId, groupRoles.tenantId), eq(roles.id, groupRoles.roleId)))
    .where(and(eq(groupRoles.tenantId, tx.tenantId), inArray(groupRoles.groupId, [...groupIds])))
    .execute();
}

/**
 * Whether the actor may give these roles, or take them away. Where a group carries roles, so do joining and leaving it.
 * @throws {DomainError} FORBIDDEN `permission_missing`, `privilege_ceiling`
 */
export function assertMayAssign(actor: Actor, given: readonly { readonly permissions: readonly Permission[] }[]): void {
  if (given.length === 0) return;
  const granted = given.flatMap((role) => role.permissions);
  assertNotRefused(permissionRefusal(actor, ["role:assign"]) ?? grantRefusal(actor, granted));
}

/**
 * After a change of roles or groups: whoever made it must not have demoted themselves by it. Nobody locks themselves out by a
 * slip, and a stolen session cannot hide what it was used for.
 * @throws {DomainError} FORBIDDEN `self_protected`
 */
export async function assertKeepsOwnRights(tx: TenantTx, actor: Actor): Promise<void> {
  if (actor.isOwner) return;
  const [now] = await tx.execute<{ held: Permission[] }>(
    sql`select permissions_of(${tx.tenantId}::uuid, ${actor.id}::uuid) as held`,
  );
  const lost = actor.permissions.find((permission) => !now?.held.includes(permission));
  if (!lost) return;
  throw forbidden("self_protected", `You would lose the permission ${lost} yourself. Ask another administrator.`);
}

/**
 * Changes roles or groups of many. The actor's own row is changed last and by itself, and undone where they would lose a right by
 * it.
 * @param change writes for these users
 * @returns whose were changed, and the refusal of the actor's own where there is one
 */
export async function changeKeepingOwnRights(
  tx: TenantTx,
  actor: Actor,
  userIds: readonly string[],
  change: (tx: TenantTx, userIds: readonly string[]) => Promise<unknown>,
): Promise<{ readonly changed: readonly string[]; readonly refusals: ReadonlyMap<string, DomainError> }> {
  const others = userIds.filter((id) => id !== actor.id);
  if (others.length > 0) await change(tx, others);
  if (others.length === userIds.length) return { changed: others, refusals: new Map() };
  try {
    await inSavepoint(tx, async (part) => {
      await change(part, [actor.id]);
      await assertKeepsOwnRights(part, actor);
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { changed: others, refusals: new Map([[actor.id, error]]) };
  }
  return { changed: userIds, refusals: new Map() };
}
