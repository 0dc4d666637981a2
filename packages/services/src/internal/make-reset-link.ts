import { newLinkToken } from "@portcullis/auth/link-token";
import { hashToken } from "@portcullis/auth/session-token";
import { passwordResets } from "@portcullis/db/schema/password-resets";
import type { TenantTx } from "@portcullis/db/tenant";
import { sql } from "drizzle-orm";

/**
 * A link that sets a user's password anew, once; it takes the place of an open one. The secret stands behind the `#`: browsers
 * send it to no server, so it is in no log. The caller holds the user's lock and records the event.
 */
export async function makeResetLink(
  tx: TenantTx,
  of: {
    readonly userId: string;
    readonly requestedBy: string | null;
    readonly minutes: number;
    readonly publicUrl: URL;
  },
): Promise<{ readonly link: string; readonly expiresAt: Date }> {
  const { tenantId } = tx;
  const { token, text } = newLinkToken(tenantId);
  const row = {
    tokenHash: hashToken(token),
    requestedBy: of.requestedBy,
    createdAt: sql`now()`,
    expiresAt: sql`now() + make_interval(mins => ${of.minutes}::int)`,
  };
  const [written] = await tx
    .insert(passwordResets)
    .values({ tenantId, userId: of.userId, ...row })
    .onConflictDoUpdate({ target: [passwordResets.tenantId, passwordResets.userId], set: row })
    .returning({ expiresAt: passwordResets.expiresAt });
  if (!written) throw new Error("The reset link was not written.");
  return { link: new URL(`/reset-password#${text}`, of.publicUrl).href, ...written };
}
