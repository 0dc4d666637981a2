import { withTenant } from "@portcullis/db/tenant";
import type { UserById, UserDetail } from "@portcullis/domain/user/user";
import type { ServiceContext } from "../context.ts";
import { readUserDetail } from "./read-user-detail.ts";

/** A user whole, in one call. @throws {DomainError} NOT_FOUND */
export function getUser(ctx: ServiceContext, input: UserById): Promise<UserDetail> {
  return withTenant(ctx.db, ctx.principal.tenantId, (tx) => readUserDetail(tx, input.id));
}
