import { revokeAllSessions as endSessions } from "@portcullis/auth/revoke-session";
import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { withTenant } from "@portcullis/db/tenant";
import type { RevokeAllSessions } from "@portcullis/domain/session";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import type { ServiceContext } from "../context.ts";
import { byUser, lockActorAndTarget } from "../internal/lock-actor-and-target.ts";

/**
 * Ends a user's sessions: every one of another's (`session:revoke`), every other one of one's own. None left, no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling`
 */
export async function revokeAllSessions(ctx: ServiceContext, input: RevokeAllSessions): Promise<{ count: number }> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const userId = input.userId ?? ctx.principal.userId;
    const { actor, target } = await lockActorAndTarget(tx, ctx.principal, userId, {
      permission: "session:revoke",
      own: true,
    });
    assertNotRefused(ceilingRefusal(actor, target));
    const isOwn = actor.id === target.id;
    const ended = await endSessions(tx, target.id, isOwn ? ctx.principal.sessionId : undefined);
    for (const id of ended) {
      await recordAudit(tx, {
        action: "session.revoked",
        actor: byUser(actor),
        target: { kind: "session", id },
        subjectId: target.id,
      });
    }
    if (ended.length > 0) await notify(tx, { userId: target.id, sessions: true });
    return { count: ended.length };
  });
}
