import { totpFactors } from "@portcullis/db/schema/second-factors";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, isNotNull, lt } from "drizzle-orm";
import { openSecret } from "./seal-secret.ts";
import { stepOfCode } from "./totp.ts";

/**
 * Takes a code of a user's authenticator app; false for a wrong or consumed one. The step moves on in one conditional
 * statement: of any number who bring the same code at once, one gets in (RFC 6238 §5.2).
 */
export async function consumeTotp(tx: TenantTx, userId: string, key: Buffer, code: string): Promise<boolean> {
  const isConfirmed = and(
    eq(totpFactors.tenantId, tx.tenantId),
    eq(totpFactors.userId, userId),
    isNotNull(totpFactors.confirmedAt),
  );
  const [factor] = await tx.select({ sealed: totpFactors.sealedSecret }).from(totpFactors).where(isConfirmed);
  if (!factor) return false;
  const step = stepOfCode(openSecret(key, { tenantId: tx.tenantId, userId }, factor.sealed), code);
  if (step === undefined) return false;
  const consumed = await tx
    .update(totpFactors)
    .set({ lastStep: step })
    // The secret too: another app may have been set up since it was read.
    .where(and(isConfirmed, lt(totpFactors.lastStep, step), eq(totpFactors.sealedSecret, factor.sealed)))
    .returning({ userId: totpFactors.userId });
  return consumed.length === 1;
}
