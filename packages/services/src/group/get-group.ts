import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { GroupById, GroupDetail } from "@portcullis/domain/group";
import type { ServiceContext } from "../context.ts";
import { readGroupDetail } from "./read-group-detail.ts";

/** A group with what it gives. @throws {DomainError} NOT_FOUND */
export function getGroup(ctx: ServiceContext, input: GroupById): Promise<GroupDetail> {
  return withTenantReadOnly(ctx.db, ctx.principal.tenantId, (tx) => readGroupDetail(tx, input.id));
}
