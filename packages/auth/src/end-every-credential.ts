import { deviceTokens } from "@portcullis/db/schema/devices";
import { gateways } from "@portcullis/db/schema/gateways";
import { invitationRuns, queuedInvitations } from "@portcullis/db/schema/invitation-queue";
import { invitations } from "@portcullis/db/schema/invitations";
import { ownershipOffers } from "@portcullis/db/schema/ownership-offers";
import { passwordResets } from "@portcullis/db/schema/password-resets";
import { recoveryCodes, totpFactors } from "@portcullis/db/schema/second-factors";
import { sessions } from "@portcullis/db/schema/sessions";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, gt, isNull, sql } from "drizzle-orm";

/** How many of each ended. */
export interface EndedCredentials {
  readonly sessions: number;
  /** Invitations and reset links. */
  readonly links: number;
  /** Of gateways. */
  readonly gatewayTokens: number;
  /** With which devices report their posture. */
  readonly postureTokens: number;
}

/**
 * After a restore from a backup, ends every credential that may have been revoked or used since; challenges and codes expire
 * by themselves within minutes. Passwords, passkeys and confirmed authenticator apps remain, but only the owner can sign in
 * with them until the tenant is resumed.
 */
export async function endEveryCredential(tx: TenantTx): Promise<EndedCredentials> {
  const { tenantId } = tx;
  const [session, invitation, reset, posture, gateway] = await Promise.all([
    tx.delete(sessions).where(eq(sessions.tenantId, tenantId)).returning({ id: sessions.id }),
    tx.delete(invitations).where(eq(invitations.tenantId, tenantId)).returning({ id: invitations.userId }),
    tx.delete(passwordResets).where(eq(passwordResets.tenantId, tenantId)).returning({ id: passwordResets.userId }),
    tx.delete(deviceTokens).where(eq(deviceTokens.tenantId, tenantId)).returning({ id: deviceTokens.deviceId }),
    // A hash of 122 random bits that nobody was ever told: what no token opens.
    tx
      .update(gateways)
      .set({ tokenHash: sql`sha256(uuid_send(gen_random_uuid()))` })
      .where(eq(gateways.tenantId, tenantId))
      .returning({ id: gateways.id }),
    // Who was mailed since would be mailed again.
    tx.delete(queuedInvitations).where(eq(queuedInvitations.tenantId, tenantId)),
    tx
      .update(invitationRuns)
      .set({ waiting: 0, stoppedAt: sql`now()` })
      .where(and(eq(invitationRuns.tenantId, tenantId), gt(invitationRuns.waiting, 0))),
    tx.delete(ownershipOffers).where(eq(ownershipOffers.tenantId, tenantId)),
    tx.delete(recoveryCodes).where(eq(recoveryCodes.tenantId, tenantId)),
    tx.delete(totpFactors).where(and(eq(totpFactors.tenantId, tenantId), isNull(totpFactors.confirmedAt))),
  ]);
  return {
    sessions: session.length,
    links: invitation.length + reset.length,
    gatewayTokens: gateway.length,
    postureTokens: posture.length,
  };
}
