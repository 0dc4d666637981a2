import { recordAudit } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { sessions } from "@portcullis/db/schema/sessions";
import { sequence } from "@portcullis/db/sequence";
import type { TenantTx } from "@portcullis/db/tenant";
import type { ClientInfo } from "@portcullis/domain/audit";
import { sessionAbsoluteDays } from "@portcullis/domain/session";
import { and, eq, not, sql } from "drizzle-orm";
import { factorKind } from "./factor/factor-kind.ts";
import { keepNewestSessions } from "./keep-newest-sessions.ts";
import { isLive } from "./list-sessions.ts";
import { hashToken, newToken, type SessionToken } from "./session-token.ts";

/** Seconds that a session can live at most, whatever is done with it. */
export const sessionMaxAge = sessionAbsoluteDays * 24 * 60 * 60;

/** The session of somebody who has proved who they are under the lock of their row, and the event that says so. */
export async function insertSession(
  tx: TenantTx,
  who: { readonly userId: string; readonly confirmedWith: string },
  from: ClientInfo,
): Promise<SessionToken> {
  const { userId, confirmedWith } = who;
  const ended = and(eq(sessions.tenantId, tx.tenantId), eq(sessions.userId, userId), not(isLive));
  const token = newToken();
  const id = newId();
  // One clock for all consoles: by their own, one that is ahead would open sessions that live longer and stay proven longer.
  const now = sql`now()`;
  const session = tx.insert(sessions).values({
    tenantId: tx.tenantId,
    id,
    userId,
    tokenHash: hashToken(token),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: sql`now() + make_interval(secs => ${sessionMaxAge})`,
    address: from.address,
    agent: from.agent,
    confirmedAt: now,
    confirmedWith,
  });
  const recorded = recordAudit(tx, {
    action: "user.signed_in",
    actor: { kind: "user", id: userId, from },
    target: { kind: "user", id: userId },
    subjectId: userId,
    ...(confirmedWith !== "password" && { details: { after: { secondFactor: factorKind(confirmedWith) } } }),
  });
  // Nothing of it has to be known for the rest: all of it travels together.
  await sequence(
    tx,
    () => tx.delete(sessions).where(ended),
    () => session,
    () => recorded,
    () => keepNewestSessions(tx, { userId, newestId: id }, from),
  );
  return { tenantId: tx.tenantId, token };
}

/**
 * Gives a session a new token and its full lifetime, so that copies of the old cookie stop working; the caller has verified
 * the password, holds the user's lock and sends the token to the browser. For a user with a second factor, the last identity
 * confirmation stays as it is, because a password alone does not confirm their identity.
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
