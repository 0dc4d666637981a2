import { recordAudits } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { sessions } from "@portcullis/db/schema/sessions";
import { sequence } from "@portcullis/db/sequence";
import type { TenantTx } from "@portcullis/db/tenant";
import type { ClientInfo } from "@portcullis/domain/audit";
import { sessionsMax } from "@portcullis/domain/session";
import { sql } from "drizzle-orm";

/** Events written in one statement. */
const batchMax = 100;

/**
 * Ends a person's oldest sessions above the limit, in the sign-in's transaction, and always keeps the one just opened. The
 * lock makes concurrent sign-ins of one person run in turn, so that each sees what the one before kept.
 */
export async function keepNewestSessions(
  tx: TenantTx,
  of: { readonly userId: string; readonly newestId: string },
  from: ClientInfo,
): Promise<void> {
  const { tenantId } = tx;
  const { userId, newestId } = of;
  const [, ended] = await sequence(
    tx,
    () => tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantId} ${userId}`}, 3))`),
    () =>
      tx.execute<{ id: string }>(sql`
        delete from ${sessions} where tenant_id = ${tenantId} and id in (
          select id from ${sessions} where tenant_id = ${tenantId} and user_id = ${userId}
          order by id = ${newestId} desc, created_at desc, id desc offset ${sessionsMax})
        returning id`),
  );
  if (ended.length === 0) return;
  const events = ended.map(({ id }) => ({
    action: "session.revoked" as const,
    actor: { kind: "user" as const, id: userId, from },
    target: { kind: "session" as const, id },
    subjectId: userId,
    details: { reason: `More than ${sessionsMax} sessions` },
  }));
  for (let at = 0; at < events.length; at += batchMax) await recordAudits(tx, events.slice(at, at + batchMax));
  await notify(tx, { userId, sessions: true });
}
