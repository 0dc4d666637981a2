import { revokeAllSessions } from "@portcullis/auth/revoke-session";
import type { SessionToken } from "@portcullis/auth/session-token";
import { setPassword } from "@portcullis/auth/set-password";
import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { withTenant } from "@portcullis/db/tenant";
import type { PublicContext } from "../context.ts";
import { lockMakerAndRecipient } from "../internal/lock-actor-and-target.ts";
import { getPendingPasswordReset, type PendingPasswordReset } from "../internal/pending-password-reset.ts";

/**
 * What a link was seen to be good for, carried out in one transaction under the locks of the person and of the link's maker: of
 * any number at once, one finds it open. Every session of the person ends.
 * @throws {DomainError} NOT_FOUND `link_void`
 */
export async function consumeResetLink(
  ctx: Pick<PublicContext, "db" | "from">,
  link: SessionToken,
  change: Pick<PendingPasswordReset, "userId" | "requestedBy"> & { readonly passwordHash: string },
): Promise<PendingPasswordReset> {
  const { userId, requestedBy, passwordHash } = change;
  return withTenant(ctx.db, link.tenantId, async (tx) => {
    await lockMakerAndRecipient(tx, requestedBy ?? userId, userId);
    const reset = await getPendingPasswordReset(tx, link.token);
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
