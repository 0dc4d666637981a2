import { withTenant } from "@portcullis/db/tenant";
import { revokedSessions } from "@portcullis/domain/session";
import { endSessions } from "../internal/end-sessions.ts";
import { lockSelf } from "../internal/lock-self.ts";
import { noInput, useCase } from "../kernel/use-case.ts";

/** Ends every session of whoever is signed in, the one that asks too. @throws {DomainError} UNAUTHORIZED */
export const signOutEverywhere = useCase(
  { access: { signedIn: true, whileEnrolling: true }, audit: "session.revoked" },
  noInput,
  revokedSessions,
  (ctx) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockSelf(tx, ctx);
      return { count: await endSessions(tx, actor, actor.id) };
    }),
);
