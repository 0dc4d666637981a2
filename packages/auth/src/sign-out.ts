import { recordAudit } from "@portcullis/db/audit";
import type { Database } from "@portcullis/db/client";
import { notify } from "@portcullis/db/notify";
import { sessions } from "@portcullis/db/schema/sessions";
import { withTenant } from "@portcullis/db/tenant";
import { and, eq } from "drizzle-orm";
import { hashToken, type SessionToken } from "./session-token.ts";

/** Ends the session of this token. Nothing happens, and nothing is recorded, where it had ended before. */
export async function signOut(db: Database, session: SessionToken): Promise<void> {
  await withTenant(db, session.tenantId, async (tx) => {
    const [ended] = await tx
      .delete(sessions)
      .where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.tokenHash, hashToken(session.token))))
      .returning({ id: sessions.id, userId: sessions.userId });
    if (!ended) return;
    await recordAudit(tx, {
      action: "user.signed_out",
      actor: { kind: "user", id: ended.userId },
      target: { kind: "session", id: ended.id },
      subjectId: ended.userId,
    });
    await notify(tx, { userId: ended.userId, sessions: true });
  });
}
