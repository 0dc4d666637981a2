import { roles } from "@portcullis/db/schema/roles";
import type { TenantTx } from "@portcullis/db/tenant";
import { conflict, forbidden, notFound } from "@portcullis/domain/errors";
import { assertNotRefused, grantRefusal } from "@portcullis/domain/user/governance";
import { and, eq } from "drizzle-orm";
import type { Actor } from "./lock-actor-and-target.ts";

export const roleNameTaken = () => conflict("role_name_taken", "Another role has this name.", "name");

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
    throw forbidden("role_is_system", "Every tenant has this role as it is. Make a role of your own instead.");
  }
  assertNotRefused(grantRefusal(actor, role.permissions, role.name));
  return role;
}
