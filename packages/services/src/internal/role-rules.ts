import { roles } from "@portcullis/db/schema/roles";
import type { TenantTx } from "@portcullis/db/tenant";
import { conflict, forbidden, notFound } from "@portcullis/domain/errors";
import { assertNotRefused, grantRefusal } from "@portcullis/domain/user/governance";
import { and, eq, ne, sql } from "drizzle-orm";
import type { Actor } from "./lock-actor-and-target.ts";

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
  assertNotRefused(grantRefusal(actor, role.permissions, role.name));
  return role;
}
