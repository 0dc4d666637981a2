import { revokeAllSessions } from "@portcullis/auth/revoke-session";
import type { SessionToken } from "@portcullis/auth/session-token";
import { setPassword } from "@portcullis/auth/set-password";
import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { and, eq } from "drizzle-orm";
import type { PublicContext } from "../context.ts";
import { type OpenReset, readOpenReset } from "../internal/open-reset.ts";

/**
 * What a link was seen to be good for, carried out in one transaction under the person's lock: of any number at once, one
 * finds it open. Every session of the person ends.
 * @throws {DomainError} NOT_FOUND `link_void`
 */
export async function spendResetLink(
  ctx: Pick<PublicContext, "db" | "from">,
  link: SessionToken,
  change: { readonly userId: string; readonly passwordHash: string },
): Promise<OpenReset> {
  const { userId, passwordHash } = change;
  return withTenant(ctx.db, link.tenantId, async (tx) => {
    const isTheUser = and(eq(users.tenantId, tx.tenantId), eq(users.id, userId));
    await tx.select({ id: users.id }).from(users).where(isTheUser).for("no key update");
    const reset = await readOpenReset(tx, link.token);
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
}
