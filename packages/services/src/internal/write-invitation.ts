import { newLinkToken } from "@portcullis/auth/link-token";
import { hashToken } from "@portcullis/auth/session-token";
import { invitations } from "@portcullis/db/schema/invitations";
import type { TenantTx } from "@portcullis/db/tenant";
import { invitationDays } from "@portcullis/domain/invitation";
import { sql } from "drizzle-orm";

/** A fresh invitation in the place of whatever was there: an older link opens nothing any more. */
export interface FreshInvitation {
  /** The secret of the link, for this once: what is stored is its hash. */
  readonly token: string;
  readonly expiresAt: Date;
}

export async function writeInvitation(
  tx: TenantTx,
  of: { readonly userId: string; readonly invitedBy: string; readonly batchId?: string },
): Promise<FreshInvitation> {
  const { token, text } = newLinkToken(tx.tenantId);
  const fresh = {
    tokenHash: hashToken(token),
    invitedBy: of.invitedBy,
    createdAt: sql`now()`,
    batchId: of.batchId ?? null,
    handedOverAt: null,
    asksEmail: false,
    expiresAt: sql`now() + make_interval(days => ${invitationDays}::int)`,
  };
  const [written] = await tx
    .insert(invitations)
    .values({ tenantId: tx.tenantId, userId: of.userId, ...fresh })
    .onConflictDoUpdate({ target: [invitations.tenantId, invitations.userId], set: fresh })
    .returning({ expiresAt: invitations.expiresAt });
  if (!written) throw new Error("The invitation was not written.");
  return { token: text, ...written };
}
