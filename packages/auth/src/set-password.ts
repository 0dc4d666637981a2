import { credentials } from "@portcullis/db/schema/credentials";
import { passwordResets } from "@portcullis/db/schema/password-resets";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, sql } from "drizzle-orm";

/**
 * Another password, or the first one; an open reset link goes with the old one. The caller holds the user's lock and decides
 * about sessions.
 */
export async function setPassword(tx: TenantTx, userId: string, passwordHash: string): Promise<void> {
  await Promise.all([
    tx
      .insert(credentials)
      .values({ tenantId: tx.tenantId, userId, passwordHash })
      .onConflictDoUpdate({
        target: [credentials.tenantId, credentials.userId],
        set: { passwordHash, updatedAt: sql`now()` },
      }),
    tx.delete(passwordResets).where(and(eq(passwordResets.tenantId, tx.tenantId), eq(passwordResets.userId, userId))),
  ]);
}

/** The same password under stronger parameters. Nothing happens where it was changed meanwhile. */
export async function upgradeHash(
  tx: TenantTx,
  userId: string,
  hashes: { readonly from: string; readonly to: string },
): Promise<void> {
  await tx
    .update(credentials)
    .set({ passwordHash: hashes.to })
    .where(
      and(
        eq(credentials.tenantId, tx.tenantId),
        eq(credentials.userId, userId),
        eq(credentials.passwordHash, hashes.from),
      ),
    );
}

/** Whether this is still the password: what was verified before the lock may have been changed meanwhile. */
export async function isStillPassword(tx: TenantTx, userId: string, passwordHash: string): Promise<boolean> {
  const rows = await tx
    .select({ userId: credentials.userId })
    .from(credentials)
    .where(
      and(
        eq(credentials.tenantId, tx.tenantId),
        eq(credentials.userId, userId),
        eq(credentials.passwordHash, passwordHash),
      ),
    );
  return rows.length === 1;
}
