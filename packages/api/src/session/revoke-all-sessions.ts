import { withTenant } from "@portcullis/db/tenant";
import { revokeAllSessions as revokeAllSessionsInput, revokedSessions } from "@portcullis/domain/session";
import { changeOne } from "../kernel/change-set.ts";
import { useCase } from "../kernel/use-case.ts";
import { endSessionsForm } from "./end-sessions.ts";

/**
 * Ends a user's sessions: every one of another's (`session:revoke`), every other one of one's own. None left, no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `privilege_ceiling`
 */
export const revokeAllSessions = useCase(
  {
    access: { own: true, others: "session:revoke" },
    subject: "user",
    audit: "session.revoked",
    bulk: { "user.endSessions": endSessionsForm },
  },
  revokeAllSessionsInput,
  revokedSessions,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const changed = await changeOne(endSessionsForm, tx, ctx, input.userId ?? ctx.principal.userId, {});
      return { count: changed?.sessionsEnded ?? 0 };
    }),
);
