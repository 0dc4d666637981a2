import { withTenantReadOnly } from "@portcullis/db/tenant";
import { cascadeById, cascadeDetail } from "@portcullis/domain/cascade";
import { useCase } from "../kernel/use-case.ts";
import { readCascade } from "./read-cascade.ts";

/** A cascade and, once finished, its receipt. @throws {DomainError} NOT_FOUND */
export const getCascade = useCase(
  { access: { permission: "user:read" }, subject: "cascade" },
  cascadeById,
  cascadeDetail,
  (ctx, input) => withTenantReadOnly(ctx.db, ctx.principal.tenantId, (tx) => readCascade(tx, input.id)),
);
