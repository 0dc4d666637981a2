import { withTenantReadOnly } from "@portcullis/db/tenant";
import { groupById, groupDetail } from "@portcullis/domain/group";
import { useCase } from "../kernel/use-case.ts";
import { readGroupDetail } from "./read-group-detail.ts";

/** A group with what it gives. @throws {DomainError} NOT_FOUND */
export const getGroup = useCase(
  { access: { permission: "group:read" }, subject: "group" },
  groupById,
  groupDetail,
  (ctx, input) => withTenantReadOnly(ctx.db, ctx.principal.tenantId, (tx) => readGroupDetail(tx, input.id)),
);
