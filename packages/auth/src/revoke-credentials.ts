import { credentials } from "@portcullis/db/schema/credentials";
import { invitations } from "@portcullis/db/schema/invitations";
import { ownershipOffers } from "@portcullis/db/schema/ownership-offers";
import { passwordResets } from "@portcullis/db/schema/password-resets";
import { passkeys, recoveryCodes, totpFactors } from "@portcullis/db/schema/second-factors";
import { sessions } from "@portcullis/db/schema/sessions";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, isNull, or } from "drizzle-orm";

/**
 * The one place where everything that lets a user in ends for good: sessions, the invitation, the reset link, a factor that
 * is being set up, an offer of ownership. Every path that takes access away calls it.
 * Returns how many live sessions it ended. The caller notifies.
 */
export async function revokeCredentials(tx: TenantTx, userId: string): Promise<number> {
  const { tenantId } = tx;
  const [ended] = await Promise.all([
    tx
      .delete(sessions)
      .where(and(eq(sessions.tenantId, tenantId), eq(sessions.userId, userId)))
      .returning({ id: sessions.id }),
    tx.delete(invitations).where(and(eq(invitations.tenantId, tenantId), eq(invitations.userId, userId))),
    tx.delete(passwordResets).where(and(eq(passwordResets.tenantId, tenantId), eq(passwordResets.userId, userId))),
    tx
      .delete(totpFactors)
      .where(and(eq(totpFactors.tenantId, tenantId), eq(totpFactors.userId, userId), isNull(totpFactors.confirmedAt))),
    tx
      .delete(ownershipOffers)
      .where(
        and(
          eq(ownershipOffers.tenantId, tenantId),
          or(eq(ownershipOffers.offeredTo, userId), eq(ownershipOffers.offeredBy, userId)),
        ),
      ),
  ]);
  return ended.length;
}

/** Takes every second factor of a user away, recovery codes too. */
export async function removeFactors(tx: TenantTx, userId: string): Promise<void> {
  const { tenantId } = tx;
  await Promise.all([
    tx.delete(totpFactors).where(and(eq(totpFactors.tenantId, tenantId), eq(totpFactors.userId, userId))),
    tx.delete(passkeys).where(and(eq(passkeys.tenantId, tenantId), eq(passkeys.userId, userId))),
    tx.delete(recoveryCodes).where(and(eq(recoveryCodes.tenantId, tenantId), eq(recoveryCodes.userId, userId))),
  ]);
}

/** For deletion, after `revokeCredentials`: what would have been kept for a return is destroyed as well. */
export async function eraseCredentials(tx: TenantTx, userId: string): Promise<void> {
  await removeFactors(tx, userId);
  await tx.delete(credentials).where(and(eq(credentials.tenantId, tx.tenantId), eq(credentials.userId, userId)));
}
