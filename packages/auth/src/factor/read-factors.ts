import { credentials } from "@portcullis/db/schema/credentials";
import { passkeys, totpFactors } from "@portcullis/db/schema/second-factors";
import type { TenantTx } from "@portcullis/db/tenant";
import type { PasskeyItem } from "@portcullis/domain/passkey";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { countRecoveryCodes } from "./recovery-codes.ts";

/** What lets a user in, and nothing of its secrets. */
export interface Factors {
  readonly hasPassword: boolean;
  readonly totp: { readonly confirmedAt: Timestamp; readonly restsUntil: Timestamp | null } | null;
  /** Oldest first. */
  readonly passkeys: PasskeyItem[];
  readonly recoveryCodesLeft: number;
}

export async function readFactors(tx: TenantTx, userId: string): Promise<Factors> {
  const [passwords, [totp], keys, recoveryCodesLeft] = await Promise.all([
    tx.$count(credentials, and(eq(credentials.tenantId, tx.tenantId), eq(credentials.userId, userId))),
    tx
      .select({
        confirmedAt: totpFactors.confirmedAt,
        restsUntil: sql<Timestamp | null>`case when ${totpFactors.restsUntil} > now() then ${totpFactors.restsUntil} end`,
      })
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
  const app = totp?.confirmedAt ? { confirmedAt: totp.confirmedAt, restsUntil: totp.restsUntil } : null;
  return { hasPassword: passwords > 0, totp: app, passkeys: keys, recoveryCodesLeft };
}

/** Whether a user has anything besides the password. Under the user's lock, as factors come and go under it. */
export async function hasSecondFactor(tx: TenantTx, userId: string): Promise<boolean> {
  const [row] = await tx.execute<{ has: boolean }>(
    sql`select has_second_factor(${tx.tenantId}::uuid, ${userId}::uuid) as has`,
  );
  return row?.has === true;
}
