import { withTenant } from "@portcullis/db/tenant";
import { revokedSessions } from "@portcullis/domain/session";
import { lockSelf } from "../kernel/locks.ts";
import { noInput, useCase } from "../kernel/use-case.ts";
import { endSessions } from "../session/end-sessions.ts";

/** Ends every session of whoever is signed in, the one that asks too. @throws {DomainError} UNAUTHORIZED */
export const signOutEverywhere = useCase(
  { access: { signedIn: true, whileEnrolling: true }, audit: "session.revoked" },
  noInput,
  revokedSessions,
  (ctx) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockSelf(tx, ctx);
      const ended = await endSessions(tx, actor, { userIds: [actor.id], exceptId: null });
      return { count: ended.get(actor.id) ?? 0 };
    }),
);
