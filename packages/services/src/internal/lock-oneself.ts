import type { TenantTx } from "@portcullis/db/tenant";
import type { ServiceContext } from "../context.ts";
import { type Actor, lockActorAndTarget } from "./lock-actor-and-target.ts";

/**
 * For what people do to their own account, which needs no permission: locks whoever is signed in.
 * @throws {DomainError} UNAUTHORIZED when their session ended
 */
export async function lockOneself(tx: TenantTx, { principal }: ServiceContext): Promise<Actor> {
  const { actor } = await lockActorAndTarget(tx, principal, principal.userId, { permission: "user:write", own: true });
  return actor;
}
