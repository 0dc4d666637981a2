import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { RoleById, RoleDetail } from "@portcullis/domain/role";
import type { ServiceContext } from "../context.ts";
import { readRoleDetail } from "../internal/role-record.ts";

/** A role whole. @throws {DomainError} NOT_FOUND for unknown and foreign alike */
export async function getRole(ctx: ServiceContext, input: RoleById): Promise<RoleDetail> {
  return withTenantReadOnly(ctx.db, ctx.principal.tenantId, (tx) => readRoleDetail(tx, input.id));
}
