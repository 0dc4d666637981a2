import { usedChallenges } from "@portcullis/db/schema/second-factors";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, lt } from "drizzle-orm";
import { hashToken } from "../session-token.ts";

/**
 * Notes that a challenge was answered; false where it had been before. Belongs into the transaction of what the answer
 * opens. Clears the user's ended ones away: those prove nothing any more.
 */
export async function spendChallenge(
  tx: TenantTx,
  userId: string,
  challenge: { readonly text: string; readonly end: Date },
): Promise<boolean> {
  await tx
    .delete(usedChallenges)
    .where(
      and(
        eq(usedChallenges.tenantId, tx.tenantId),
        eq(usedChallenges.userId, userId),
        lt(usedChallenges.expiresAt, new Date()),
      ),
    );
  const spent = await tx
    .insert(usedChallenges)
    .values({ tenantId: tx.tenantId, userId, challengeHash: hashToken(challenge.text), expiresAt: challenge.end })
    .onConflictDoNothing()
    .returning({ userId: usedChallenges.userId });
  return spent.length === 1;
}
