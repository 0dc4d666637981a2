import { confirmPassword } from "@portcullis/auth/confirm-password";
import { renewSession } from "@portcullis/auth/insert-session";
import { hashPassword } from "@portcullis/auth/password";
import { assertAcceptablePassword } from "@portcullis/auth/password-rules";
import { revokeAllSessions } from "@portcullis/auth/revoke-session";
import { isStillPassword, setPassword } from "@portcullis/auth/set-password";
import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { withTenant } from "@portcullis/db/tenant";
import { changePassword as changePasswordInput } from "@portcullis/domain/account";
import { badRequest } from "@portcullis/domain/errors";
import { revokedSessions } from "@portcullis/domain/session";
import { byUser, lockSelf } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { readPersonalTerms } from "../user/internal.ts";

/**
 * Another password for whoever is signed in and knows the one before: ends every other session, deletes an open reset link,
 * and gives the session that asks another token, which goes to the browser. A copy of its old cookie is dead.
 * @throws {DomainError} UNAUTHORIZED · BAD_REQUEST `password_wrong`, `password_refused` · TOO_MANY_REQUESTS
 * `too_many_attempts`, `busy`
 */
export const changePassword = useCase(
  { access: { signedIn: true, whileEnrolling: true }, audit: "user.password_changed" },
  changePasswordInput,
  revokedSessions,
  async (ctx, input) => {
    const { db, principal } = ctx;
    const about = await withTenant(db, principal.tenantId, (tx) => readPersonalTerms(tx, principal.userId));
    assertAcceptablePassword(input.newPassword, { about, field: "newPassword" });
    if (input.newPassword === input.currentPassword) {
      throw badRequest("password_refused", "This is your current password. Choose a different one.", "newPassword");
    }
    const confirmed = await confirmPassword(db, principal, input.currentPassword);
    if (confirmed === undefined) throw wrong();
    const passwordHash = await hashPassword(input.newPassword);
    const changed = await withTenant(db, principal.tenantId, async (tx) => {
      const actor = await lockSelf(tx, ctx);
      if (!(await isStillPassword(tx, actor.id, confirmed))) throw wrong();
      await setPassword(tx, actor.id, passwordHash);
      const ended = await revokeAllSessions(tx, [actor.id], principal.sessionId);
      const session = await renewSession(tx, principal.sessionId);
      await recordAudit(tx, {
        action: "user.password_changed",
        actor: byUser(actor),
        target: { kind: "user", id: actor.id },
        subjectId: actor.id,
      });
      await notify(tx, { userId: actor.id, sessions: true });
      return { session, count: ended.length };
    });
    await ctx.handSession(changed.session);
    return { count: changed.count };
  },
);

const wrong = () => badRequest("password_wrong", "This is not your current password.", "currentPassword");
