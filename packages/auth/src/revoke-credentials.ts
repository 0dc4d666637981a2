import { credentials } from "@portcullis/db/schema/credentials";
import { invitations } from "@portcullis/db/schema/invitations";
import { ownershipOffers } from "@portcullis/db/schema/ownership-offers";
import { passwordResets } from "@portcullis/db/schema/password-resets";
import { passkeys, recoveryCodes, totpFactors } from "@portcullis/db/schema/second-factors";
import { sessions } from "@portcullis/db/schema/sessions";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, sql } from "drizzle-orm";
import { isLive } from "./list-sessions.ts";

/**
 * The one place where everything that lets a user in ends for good: sessions, the invitation, the reset link, a factor that
 * is being set up, an offer of ownership; and the reset links that the user made for others. Every path that takes access away
 * calls it.
 * Returns how many live sessions it ended. The caller notifies.
 */
export async function revokeCredentials(tx: TenantTx, userId: string): Promise<number> {
  const { tenantId } = tx;
  const [ended] = await tx.execute<{ sessions: number }>(sql`
    with
      ended as (delete from ${sessions} where tenant_id = ${tenantId} and user_id = ${userId}
        returning ${isLive} as is_live),
      invitation as (delete from ${invitations} where tenant_id = ${tenantId} and user_id = ${userId}),
      reset_link as (
        select user_id as id from ${passwordResets}
        where tenant_id = ${tenantId} and (user_id = ${userId} or requested_by = ${userId})
        order by user_id for update
      ),
      no_link as (delete from ${passwordResets} using reset_link where tenant_id = ${tenantId} and user_id = reset_link.id),
      factor as (delete from ${totpFactors} where tenant_id = ${tenantId} and user_id = ${userId} and confirmed_at is null),
      offer as (delete from ${ownershipOffers} where tenant_id = ${tenantId} and ${userId} in (offered_to, offered_by))
    select count(*) filter (where is_live)::int as sessions from ended`);
  return ended?.sessions ?? 0;
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
