import { recordAudit } from "@portcullis/db/audit";
import { totpFactors } from "@portcullis/db/schema/second-factors";
import type { TenantTx } from "@portcullis/db/tenant";
import type { ClientInfo } from "@portcullis/domain/audit";
import { DomainError } from "@portcullis/domain/errors";
import { and, eq, gt, isNotNull, sql } from "drizzle-orm";

/**
 * NIST SP 800-63B-4 §3.2.2: no more than 100 failures in a row. From then on the app rests after each one, at first for fifteen
 * minutes, then twice as long each time, up to a day.
 */
export const factorRest = { failures: 100, firstMinutes: 15, longestMinutes: 24 * 60 } as const;

const ofUser = (tx: TenantTx, userId: string) =>
  and(eq(totpFactors.tenantId, tx.tenantId), eq(totpFactors.userId, userId));

/**
 * Before a code of the app is looked at. Locks the factor until the transaction ends: guesses at once are counted one after the
 * other.
 * @throws {DomainError} TOO_MANY_REQUESTS `second_factor_resting`
 */
export async function assertFactorAwake(tx: TenantTx, userId: string): Promise<void> {
  const [factor] = await tx
    .select({ wait: sql<number | null>`ceil(extract(epoch from ${totpFactors.restsUntil} - now()))::int` })
    .from(totpFactors)
    .where(ofUser(tx, userId))
    .for("update");
  const wait = factor?.wait ?? 0;
  if (wait <= 0) return;
  throw new DomainError(
    "TOO_MANY_REQUESTS",
    "second_factor_resting",
    `Authenticator codes are blocked for ${Math.ceil(wait / 60)} min after too many wrong ones. Use a passkey or a recovery code.`,
    { retryAfter: wait },
  );
}

/** Counts a wrong code of whatever kind. Where the app rests by it, an event says so to the person and to administrators. */
export async function countFactorFailure(tx: TenantTx, userId: string, from: ClientInfo): Promise<void> {
  const { failures, firstMinutes, longestMinutes } = factorRest;
  const beyond = sql`${totpFactors.failures} + 1 - ${failures}::int`;
  const minutes = sql`least(${firstMinutes}::int * power(2, least(${beyond}, 10)), ${longestMinutes}::int)`;
  const [counted] = await tx
    .update(totpFactors)
    .set({
      failures: sql`least(${totpFactors.failures} + 1, 1000000)`,
      restsUntil: sql`case when ${beyond} >= 0 then now() + ${minutes} * interval '1 minute' end`,
    })
    .where(and(ofUser(tx, userId), isNotNull(totpFactors.confirmedAt)))
    .returning({ restsUntil: totpFactors.restsUntil });
  if (!counted?.restsUntil) return;
  await recordAudit(tx, {
    action: "user.second_factor_rested",
    actor: { kind: "user", id: null, from },
    target: { kind: "user", id: userId },
    subjectId: userId,
    changed: ["restsUntil"],
    details: { after: { restsUntil: counted.restsUntil } },
  });
}

/** After a proof that was right, of whatever kind. */
export async function forgetFactorFailures(tx: TenantTx, userId: string): Promise<void> {
  await tx
    .update(totpFactors)
    .set({ failures: 0, restsUntil: null })
    .where(and(ofUser(tx, userId), gt(totpFactors.failures, 0)));
}
