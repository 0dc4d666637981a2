import { sessions } from "@portcullis/db/schema/sessions";
import type { TenantTx } from "@portcullis/db/tenant";
import type { SessionItem } from "@portcullis/domain/session";
import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";

/** Neither past its end nor unused for too long: what `read_principal` lets in. The rule is `is_live_session` of the database. */
export const isLive: SQL = sql`is_live_session(${sessions.expiresAt}, ${sessions.lastSeenAt})`;

export type SessionRow = Omit<SessionItem, "current">;

/** A user's live sessions, newest first, at most `limit`, from after `afterId` on. */
export async function listSessions(
  tx: TenantTx,
  which: { readonly userId: string; readonly afterId?: string | undefined; readonly limit: number },
): Promise<SessionRow[]> {
  return tx
    .select({
      id: sessions.id,
      userId: sessions.userId,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      address: sessions.address,
      agent: sessions.agent,
    })
    .from(sessions)
    .where(and(ofUser(tx, which.userId), isLive, which.afterId ? lt(sessions.id, which.afterId) : undefined))
    .orderBy(desc(sessions.id))
    .limit(which.limit);
}

export async function countSessions(tx: TenantTx, userId: string): Promise<number> {
  return tx.$count(sessions, and(ofUser(tx, userId), isLive));
}

const ofUser = (tx: TenantTx, userId: string) => and(eq(sessions.tenantId, tx.tenantId), eq(sessions.userId, userId));
