import { credentials } from "@portcullis/db/schema/credentials";
import { passkeys, totpFactors } from "@portcullis/db/schema/second-factors";
import type { TenantTx } from "@portcullis/db/tenant";
import type { PasskeyItem } from "@portcullis/domain/passkey";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import { countRecoveryCodes } from "./recovery-codes.ts";

/** What lets a user in, and nothing of its secrets. */
export interface Factors {
  readonly hasPassword: boolean;
  readonly totp: { readonly confirmedAt: Date } | null;
  /** Oldest first. */
  readonly passkeys: PasskeyItem[];
  readonly recoveryCodesLeft: number;
}

export async function readFactors(tx: TenantTx, userId: string): Promise<Factors> {
  const [passwords, [totp], keys, recoveryCodesLeft] = await Promise.all([
    tx.$count(credentials, and(eq(credentials.tenantId, tx.tenantId), eq(credentials.userId, userId))),
    tx
      .select({ confirmedAt: totpFactors.confirmedAt })
      .from(totpFactors)
      .where(
        and(eq(totpFactors.tenantId, tx.tenantId), eq(totpFactors.userId, userId), isNotNull(totpFactors.confirmedAt)),
      ),
    tx
      .select({ id: passkeys.id, name: passkeys.name, createdAt: passkeys.createdAt, lastUsedAt: passkeys.lastUsedAt })
      .from(passkeys)
      .where(and(eq(passkeys.tenantId, tx.tenantId), eq(passkeys.userId, userId)))
      .orderBy(asc(passkeys.id)),
    countRecoveryCodes(tx, userId),
  ]);
  const confirmedAt = totp?.confirmedAt ?? null;
  return { hasPassword: passwords > 0, totp: confirmedAt && { confirmedAt }, passkeys: keys, recoveryCodesLeft };
}
