import { inTurnOf } from "@portcullis/db/share-pool";
import type { UserById, UserDetail } from "@portcullis/domain/user/user";
import type { ServiceContext } from "../context.ts";
import { readUserRecord } from "./read-user-detail.ts";

/** A user whole, in one round trip. @throws {DomainError} NOT_FOUND */
export function getUser(ctx: ServiceContext, input: UserById): Promise<UserDetail> {
  return readUserRecord(inTurnOf(ctx.db, ctx.principal.tenantId), ctx.principal.tenantId, input.id);
}
