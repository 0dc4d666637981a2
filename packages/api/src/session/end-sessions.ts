import { revokeAllSessions } from "@portcullis/auth/revoke-session";
import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import type { TenantTx } from "@portcullis/db/tenant";
import { type Actor, byUser } from "../kernel/locks.ts";

/** Ends a user's sessions, but for `exceptId`, with an event each; none left, no trace. The caller holds the user's lock. */
export async function endSessions(tx: TenantTx, actor: Actor, userId: string, exceptId?: string): Promise<number> {
  const ended = await revokeAllSessions(tx, userId, exceptId);
  for (const id of ended) {
    await recordAudit(tx, {
      action: "session.revoked",
      actor: byUser(actor),
      target: { kind: "session", id },
      subjectId: userId,
    });
  }
  if (ended.length > 0) await notify(tx, { userId, sessions: true });
  return ended.length;
}
