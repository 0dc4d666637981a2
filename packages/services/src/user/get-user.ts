import { inTurnOf } from "@portcullis/db/share-pool";
import { userById, userDetail } from "@portcullis/domain/user/user";
import { useCase } from "../kernel/use-case.ts";
import { readUserRecord } from "./read-user-detail.ts";

/** A user whole, in one round trip. @throws {DomainError} NOT_FOUND */
export const getUser = useCase(
  { access: { permission: "user:read" }, subject: "user" },
  userById,
  userDetail,
  (ctx, input) => readUserRecord(inTurnOf(ctx.db, ctx.principal.tenantId), ctx.principal.tenantId, input.id),
);
