import { revokeSession as endSession, ownerOfSession } from "@portcullis/auth/revoke-session";
import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { withTenant } from "@portcullis/db/tenant";
import { notFound } from "@portcullis/domain/errors";
import { revokedSessions, revokeSession as revokeSessionInput } from "@portcullis/domain/session";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import { byUser, lockActorAndTarget } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";

/**
 * Ends one session: one's own, or with `session:revoke` another's. Asked twice, the second finds none.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling`
 */
export const revokeSession = useCase(
  { access: { own: true, others: "session:revoke" }, subject: "session", audit: "session.revoked" },
  revokeSessionInput,
  revokedSessions,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const userId = await ownerOfSession(tx, input.id);
      if (userId === undefined) throw notFound("session");
      const { actor, target } = await lockActorAndTarget(tx, ctx, userId);
      assertNotRefused(ceilingRefusal(actor, target));
      if (!(await endSession(tx, input.id))) throw notFound("session");
      await recordAudit(tx, {
        action: "session.revoked",
        actor: byUser(actor),
        target: { kind: "session", id: input.id },
        subjectId: target.id,
      });
      await notify(tx, { userId: target.id, sessions: true });
      return { count: 1 };
    }),
);
