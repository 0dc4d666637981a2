import { withTenant } from "@portcullis/db/tenant";
import type { ServiceContext } from "../context.ts";
import { endSessions } from "../internal/end-sessions.ts";
import { lockSelf } from "../internal/lock-self.ts";

/** Ends every session of whoever is signed in, the one that asks too. @throws {DomainError} UNAUTHORIZED */
export async function signOutEverywhere(ctx: ServiceContext): Promise<{ count: number }> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const actor = await lockSelf(tx, ctx);
    return { count: await endSessions(tx, actor, actor.id) };
  });
}
