import { sessions } from "@portcullis/db/schema/sessions";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, ne, sql } from "drizzle-orm";

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

/** Ends these users' sessions, but for `exceptId`, and answers which. The caller notifies. */
export function revokeAllSessions(
  tx: TenantTx,
  userIds: readonly string[],
  exceptId: string | null = null,
): Promise<{ readonly id: string; readonly userId: string }[]> {
  return tx
    .delete(sessions)
    .where(ofUsers(tx, userIds, exceptId))
    .returning({ id: sessions.id, userId: sessions.userId })
    .execute();
}

/** Which of these users have a session besides `exceptId`. */
export async function usersWithSessions(
  tx: TenantTx,
  userIds: readonly string[],
  exceptId: string | null,
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectDistinct({ userId: sessions.userId })
    .from(sessions)
    .where(ofUsers(tx, userIds, exceptId));
  return new Set(rows.map(({ userId }) => userId));
}

const ofUsers = (tx: TenantTx, userIds: readonly string[], exceptId: string | null) =>
  and(
    eq(sessions.tenantId, tx.tenantId),
    sql`${sessions.userId} = any(${sql.param([...userIds])}::uuid[])`,
    exceptId === null ? undefined : ne(sessions.id, exceptId),
  );
