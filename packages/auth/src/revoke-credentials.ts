import { credentials } from "@portcullis/db/schema/credentials";
import { sessions } from "@portcullis/db/schema/sessions";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq } from "drizzle-orm";

/**
 * The one place where everything that lets a user in ends for good. Every path that takes access away calls it; what can
 * be signed in with later (reset links, invitations, factors being set up) is ended here too.
 * Returns how many live sessions it ended. The caller notifies.
 */
export async function revokeCredentials(tx: TenantTx, userId: string): Promise<number> {
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.userId, userId)))
    .returning({ id: sessions.id });
  return ended.length;
}

/** For deletion, after `revokeCredentials`: what would have been kept for a return is destroyed as well. */
export async function eraseCredentials(tx: TenantTx, userId: string): Promise<void> {
  await tx.delete(credentials).where(and(eq(credentials.tenantId, tx.tenantId), eq(credentials.userId, userId)));
}
