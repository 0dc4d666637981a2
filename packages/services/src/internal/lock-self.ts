import type { TenantTx } from "@portcullis/db/tenant";
import { type Actor, type Caller, lockActorAndTarget } from "./lock-actor-and-target.ts";

/**
 * For what people do to their own account: locks their row and answers them as the database has them now.
 * @throws {DomainError} UNAUTHORIZED when their session ended
 */
export async function lockSelf(tx: TenantTx, ctx: Caller): Promise<Actor> {
  const { actor } = await lockActorAndTarget(tx, ctx, ctx.principal.userId);
  return actor;
}
