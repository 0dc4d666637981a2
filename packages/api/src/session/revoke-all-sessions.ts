import { withTenant } from "@portcullis/db/tenant";
import { revokeAllSessions as revokeAllSessionsInput, revokedSessions } from "@portcullis/domain/session";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import { lockActorAndTarget } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { endSessions } from "./end-sessions.ts";

/**
 * Ends a user's sessions: every one of another's (`session:revoke`), every other one of one's own. None left, no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling`
 */
export const revokeAllSessions = useCase(
  { access: { own: true, others: "session:revoke" }, subject: "user", audit: "session.revoked" },
  revokeAllSessionsInput,
  revokedSessions,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { sessionId, userId } = ctx.principal;
      const { actor, target } = await lockActorAndTarget(tx, ctx, input.userId ?? userId);
      assertNotRefused(ceilingRefusal(actor, target));
      return { count: await endSessions(tx, actor, target.id, actor.id === target.id ? sessionId : undefined) };
    }),
);
