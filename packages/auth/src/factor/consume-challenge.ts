import { usedChallenges } from "@portcullis/db/schema/second-factors";
import type { TenantTx } from "@portcullis/db/tenant";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { and, eq, lt, sql } from "drizzle-orm";
import { hashToken } from "../session-token.ts";

/**
 * Records that a challenge was answered, in the transaction of what the answer authorizes; false if it had been answered
 * before. Records are deleted only days after they expire, because a console whose clock is behind may still accept the
 * challenge.
 */
export async function consumeChallenge(
  tx: TenantTx,
  userId: string,
  challenge: { readonly text: string; readonly end: Timestamp },
): Promise<boolean> {
  await tx
    .delete(usedChallenges)
    .where(
      and(
        eq(usedChallenges.tenantId, tx.tenantId),
        eq(usedChallenges.userId, userId),
        lt(usedChallenges.expiresAt, sql`now() - interval '7 days'`),
      ),
    );
  const consumed = await tx
    .insert(usedChallenges)
    .values({ tenantId: tx.tenantId, userId, challengeHash: hashToken(challenge.text), expiresAt: challenge.end })
    .onConflictDoNothing()
    .returning({ userId: usedChallenges.userId });
  return consumed.length === 1;
}
