import { recordAudit } from "@portcullis/db/audit";
import type { Database } from "@portcullis/db/client";
import { notify } from "@portcullis/db/notify";
import { sessions } from "@portcullis/db/schema/sessions";
import { withTenant } from "@portcullis/db/tenant";
import { and, eq } from "drizzle-orm";
import type { AuthOptions } from "next-auth";
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

/**
 * The options for one request, and whether its sign-out failed. next-auth swallows what an event throws and takes the
 * cookie away all the same: the person would believe a session ended that lives on for whoever else holds it.
 */
export function watchSignOut(options: AuthOptions): { readonly options: AuthOptions; hasFailed(): boolean } {
  let failed = false;
  const onSignOut: NonNullable<AuthOptions["events"]>["signOut"] = async (message) => {
    try {
      await options.events?.signOut?.(message);
    } catch (error) {
      failed = true;
      throw error;
    }
  };
  return { options: { ...options, events: { ...options.events, signOut: onSignOut } }, hasFailed: () => failed };
}
