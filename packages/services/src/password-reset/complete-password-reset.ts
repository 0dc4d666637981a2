import { hashPassword } from "@portcullis/auth/password";
import { assertAcceptablePassword } from "@portcullis/auth/password-rules";
import { revokeAllSessions } from "@portcullis/auth/revoke-session";
import { setPassword } from "@portcullis/auth/set-password";
import { settleSignIn, signInKeys } from "@portcullis/auth/throttle";
import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import type { CompletedPasswordReset, CompletePasswordReset } from "@portcullis/domain/password-reset";
import { and, eq } from "drizzle-orm";
import type { PublicContext } from "../context.ts";
import { readOpenReset, resetToken } from "../internal/open-reset.ts";
import { readWordsAbout } from "../internal/words-about.ts";

/**
 * Sets the password that a link is for, once, whatever happens at once. Every session of the person ends; second factors stay,
 * and are asked for at the next sign-in.
 * @throws {DomainError} NOT_FOUND `link_void` · BAD_REQUEST `password_refused` (the link stays open) · TOO_MANY_REQUESTS `busy`
 */
export async function completePasswordReset(
  ctx: PublicContext,
  input: CompletePasswordReset,
): Promise<CompletedPasswordReset> {
  const { tenantId, token } = resetToken(input.token);
  const { userId, about } = await withTenant(ctx.db, tenantId, async (tx) => {
    const open = await readOpenReset(tx, token);
    return { userId: open.userId, about: await readWordsAbout(tx, open.userId) };
  });
  assertAcceptablePassword(input.password, { about });
  const passwordHash = await hashPassword(input.password);
  const { tenant, email } = await withTenant(ctx.db, tenantId, async (tx) => {
    const isTheUser = and(eq(users.tenantId, tx.tenantId), eq(users.id, userId));
    await tx.select({ id: users.id }).from(users).where(isTheUser).for("no key update");
    const reset = await readOpenReset(tx, token);
    await setPassword(tx, userId, passwordHash);
    await revokeAllSessions(tx, userId);
    await recordAudit(tx, {
      action: "user.password_reset",
      actor: { kind: "user", id: userId, from: ctx.from },
      target: { kind: "user", id: userId },
      subjectId: userId,
    });
    await notify(tx, { userId, sessions: true });
    return reset;
  });
  // Who forgot the password has tried some before: they may come in now, from where they are.
  await settleSignIn(ctx.db, signInKeys({ tenant: tenant.slug, email, address: ctx.from.address }), "succeeded");
  return { tenant, email };
}
