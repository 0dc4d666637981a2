import { roles } from "@portcullis/db/schema/roles";
import type { TenantTx } from "@portcullis/db/tenant";
import { DomainError } from "@portcullis/domain/errors";
import type { Permission } from "@portcullis/domain/permission";
import { and, eq, inArray } from "drizzle-orm";

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
    .select({ id: roles.id, name: roles.name, permissions: roles.permissions })
    .from(roles)
    .where(and(eq(roles.tenantId, tx.tenantId), inArray(roles.id, [...ids])));
  const byId = new Map(found.map((role) => [role.id, role]));
  const missing = ids.findIndex((id) => !byId.has(id));
  if (missing !== -1) throw new DomainError("NOT_FOUND", "not_found", "No such role.", { field: `roleIds.${missing}` });
  return [...byId.values()];
}
