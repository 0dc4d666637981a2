import type { TenantTx } from "@portcullis/db/tenant";
import type { ServiceContext } from "../context.ts";
import { type Actor, lockActorAndTarget } from "./lock-actor-and-target.ts";

/**
 * For what people do to their own account: locks their row and answers them as the database has them now.
 * @throws {DomainError} UNAUTHORIZED when their session ended
 */
export async function lockSelf(tx: TenantTx, ctx: ServiceContext): Promise<Actor> {
  const { actor } = await lockActorAndTarget(tx, ctx.principal, ctx.principal.userId, {
    permission: "user:write",
    own: true,
  });
  return actor;
}
