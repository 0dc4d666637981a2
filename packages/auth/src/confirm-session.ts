import { sessions } from "@portcullis/db/schema/sessions";
import type { TenantTx } from "@portcullis/db/tenant";
import { unauthorized } from "@portcullis/domain/errors";
import { type Timestamp, toTimestamp } from "@portcullis/domain/timestamp";
import { and, eq, ne, sql } from "drizzle-orm";

const theSession = (tx: TenantTx, sessionId: string) =>
  and(eq(sessions.tenantId, tx.tenantId), eq(sessions.id, sessionId));

/**
 * Notes in a session that its holder has just proved who they are, and by what. Answers when that was, by the database's clock.
 * @throws {DomainError} UNAUTHORIZED where the session has ended
 */
export async function confirmSession(tx: TenantTx, sessionId: string, confirmedWith: string): Promise<Timestamp> {
  const [row] = await tx
    .update(sessions)
    .set({ confirmedAt: sql`now()`, confirmedWith })
    .where(theSession(tx, sessionId))
    .returning({ confirmedAt: sessions.confirmedAt });
  if (!row) throw unauthorized();
  return row.confirmedAt;
}

/** Once there is a second factor, a password given elsewhere just before confirms nothing any more. */
export async function expirePasswordConfirmations(tx: TenantTx, userId: string, exceptId: string): Promise<void> {
  await tx
    .update(sessions)
    .set({ confirmedAt: toTimestamp(0) })
    .where(
      and(
        eq(sessions.tenantId, tx.tenantId),
        eq(sessions.userId, userId),
        eq(sessions.confirmedWith, "password"),
        ne(sessions.id, exceptId),
      ),
    );
}

/** When and by what a session's holder last proved who they are; undefined where it has ended. */
export async function readConfirmation(
  tx: TenantTx,
  sessionId: string,
): Promise<{ readonly confirmedAt: Timestamp; readonly confirmedWith: string } | undefined> {
  const [row] = await tx
    .select({ confirmedAt: sessions.confirmedAt, confirmedWith: sessions.confirmedWith })
    .from(sessions)
    .where(theSession(tx, sessionId));
  return row;
}
