import { sessions } from "@portcullis/db/schema/sessions";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, ne } from "drizzle-orm";

/** Whose session it is, or undefined for an unknown, foreign or ended one: what a rule needs before the session ends. */
export async function ownerOfSession(tx: TenantTx, sessionId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ userId: sessions.userId })
    .from(sessions)
    .where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.id, sessionId)));
  return row?.userId;
}

/** Ends one session; false where there was none. The caller notifies. */
export async function revokeSession(tx: TenantTx, sessionId: string): Promise<boolean> {
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.id, sessionId)))
    .returning({ id: sessions.id });
  return ended.length > 0;
}

/** Ends a user's sessions, but for `exceptId`, and answers their ids. The caller notifies. */
export async function revokeAllSessions(tx: TenantTx, userId: string, exceptId?: string): Promise<string[]> {
  const ended = await tx
    .delete(sessions)
    .where(
      and(
        eq(sessions.tenantId, tx.tenantId),
        eq(sessions.userId, userId),
        exceptId === undefined ? undefined : ne(sessions.id, exceptId),
      ),
    )
    .returning({ id: sessions.id });
  return ended.map((session) => session.id);
}
