import { totpFactors } from "@portcullis/db/schema/second-factors";
import type { TenantTx } from "@portcullis/db/tenant";
import { timestampNow } from "@portcullis/domain/timestamp";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { FactorConfig } from "./factor-config.ts";
import { openSecret, sealSecret } from "./seal-secret.ts";
import { newTotpSecret, stepOfCode } from "./totp.ts";

const ofUser = (tx: TenantTx, userId: string) =>
  and(eq(totpFactors.tenantId, tx.tenantId), eq(totpFactors.userId, userId));

/** Begins the set-up of an app, in place of one that was begun before; undefined where one is set up already. */
export async function beginTotpFactor(
  tx: TenantTx,
  userId: string,
  { factorKey }: Pick<FactorConfig, "factorKey">,
): Promise<Uint8Array | undefined> {
  const secret = newTotpSecret();
  const sealedSecret = sealSecret(factorKey, { tenantId: tx.tenantId, userId }, secret);
  const begun = await tx
    .insert(totpFactors)
    .values({ tenantId: tx.tenantId, userId, sealedSecret })
    .onConflictDoUpdate({
      target: [totpFactors.tenantId, totpFactors.userId],
      set: { sealedSecret, createdAt: timestampNow() },
      setWhere: isNull(totpFactors.confirmedAt),
    })
    .returning({ userId: totpFactors.userId });
  return begun.length === 1 ? secret : undefined;
}

/** Ends the set-up by a code of the app, which is consumed by that. The caller holds the user's row. */
export async function confirmTotpFactor(
  tx: TenantTx,
  userId: string,
  { factorKey, code }: Pick<FactorConfig, "factorKey"> & { readonly code: string },
): Promise<"confirmed" | "wrong code" | "not begun" | "exists"> {
  const [factor] = await tx.select().from(totpFactors).where(ofUser(tx, userId));
  if (!factor) return "not begun";
  if (factor.confirmedAt) return "exists";
  const secret = openSecret(factorKey, { tenantId: tx.tenantId, userId }, factor.sealedSecret);
  const step = stepOfCode(secret, code.replaceAll(/\s+/g, ""));
  if (step === undefined) return "wrong code";
  await tx.update(totpFactors).set({ confirmedAt: timestampNow(), lastStep: step }).where(ofUser(tx, userId));
  return "confirmed";
}

/** Takes the app away; false where there was none. */
export async function removeTotpFactor(tx: TenantTx, userId: string): Promise<boolean> {
  const removed = await tx
    .delete(totpFactors)
    .where(and(ofUser(tx, userId), isNotNull(totpFactors.confirmedAt)))
    .returning({ userId: totpFactors.userId });
  return removed.length === 1;
}
