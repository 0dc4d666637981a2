import { withTenant } from "@portcullis/db/tenant";
import type { RevokeAllSessions } from "@portcullis/domain/session";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import type { ServiceContext } from "../context.ts";
import { endSessions } from "../internal/end-sessions.ts";
import { lockActorAndTarget } from "../internal/lock-actor-and-target.ts";

/**
 * Ends a user's sessions: every one of another's (`session:revoke`), every other one of one's own. None left, no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling`
 */
export async function revokeAllSessions(ctx: ServiceContext, input: RevokeAllSessions): Promise<{ count: number }> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const { sessionId, userId } = ctx.principal;
    const { actor, target } = await lockActorAndTarget(tx, ctx.principal, input.userId ?? userId, {
      permission: "session:revoke",
      own: true,
    });
    assertNotRefused(ceilingRefusal(actor, target));
    return { count: await endSessions(tx, actor, target.id, actor.id === target.id ? sessionId : undefined) };
  });
}
