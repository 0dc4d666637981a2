import { withTenantReadOnly } from "@portcullis/db/tenant";
import { roleById, roleDetail } from "@portcullis/domain/role";
import { readRoleDetail } from "../internal/role-record.ts";
import { useCase } from "../kernel/use-case.ts";

/** A role whole. @throws {DomainError} NOT_FOUND for unknown and foreign alike */
export const getRole = useCase(
  { access: { permission: "role:read" }, subject: "role" },
  roleById,
  roleDetail,
  (ctx, input) => withTenantReadOnly(ctx.db, ctx.principal.tenantId, (tx) => readRoleDetail(tx, input.id)),
);
