import { sessions } from "@portcullis/db/schema/sessions";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, sql } from "drizzle-orm";
import { sessionMaxAge } from "./insert-session.ts";
import { hashToken, newToken, type SessionToken } from "./session-token.ts";

/**
 * Gives a session another token and its whole life again: whoever held a copy of the old cookie holds nothing. For somebody
 * who has just proved their password; where they have a second factor too, that is no proof of who they are, and the last
 * one stands. The caller holds the user's lock and hands the token to the browser.
 */
export async function renewSession(tx: TenantTx, sessionId: string): Promise<SessionToken> {
  const token = newToken();
  const hasFactor = sql`has_second_factor(${sessions.tenantId}, ${sessions.userId})`;
  await tx
    .update(sessions)
    .set({
      tokenHash: hashToken(token),
      lastSeenAt: sql`now()`,
      expiresAt: sql`now() + make_interval(secs => ${sessionMaxAge})`,
      confirmedAt: sql`case when ${hasFactor} then ${sessions.confirmedAt} else now() end`,
      confirmedWith: sql`case when ${hasFactor} then ${sessions.confirmedWith} else 'password' end`,
    })
    .where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.id, sessionId)));
  return { tenantId: tx.tenantId, token };
}
