import { recordAudit } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { credentials } from "@portcullis/db/schema/credentials";
import { sessions } from "@portcullis/db/schema/sessions";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import type { ClientFacts } from "@portcullis/domain/audit";
import { sessionAbsoluteDays } from "@portcullis/domain/session";
import { and, eq, not } from "drizzle-orm";
import { isLive } from "./live-session.ts";
import { hashToken, newToken, type SessionToken } from "./session-token.ts";
import { upgradeHash } from "./set-password.ts";

/** Seconds that a session can live at most, whatever is done with it. */
export const sessionMaxAge = sessionAbsoluteDays * 24 * 60 * 60;

/**
 * Opens a session for somebody whose password was verified before this transaction. The user's row is locked first, so a
 * deactivation is either waited for or waits; then status and hash are looked at again: between verifying and now the
 * person may have been switched off or have chosen another password. Undefined where that is so.
 * @param verified.upgradedHash the same password under today's parameters, where those of the stored hash are weaker
 */
export async function openSession(
  tx: TenantTx,
  verified: { readonly userId: string; readonly passwordHash: string; readonly upgradedHash?: string | undefined },
  from: ClientFacts,
): Promise<SessionToken | undefined> {
  const { userId, upgradedHash } = verified;
  const isTheUser = and(eq(users.tenantId, tx.tenantId), eq(users.id, userId));
  await tx.select({ id: users.id }).from(users).where(isTheUser).for("share");
  if (!(await stillMaySignIn(tx, verified))) return undefined;

  if (upgradedHash) await upgradeHash(tx, userId, { from: verified.passwordHash, to: upgradedHash });
  await tx.delete(sessions).where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.userId, userId), not(isLive)));
  const token = newToken();
  const now = new Date();
  await tx.insert(sessions).values({
    tenantId: tx.tenantId,
    id: newId(),
    userId,
    tokenHash: hashToken(token),
    createdAt: now,
    lastSeenAt: now,
    expiresAt: new Date(now.getTime() + sessionMaxAge * 1000),
    address: from.address,
    agent: from.agent,
  });
  await recordAudit(tx, {
    action: "user.signed_in",
    actor: { kind: "user", id: userId, from },
    target: { kind: "user", id: userId },
    subjectId: userId,
  });
  return { tenantId: tx.tenantId, token };
}

async function stillMaySignIn(tx: TenantTx, verified: { userId: string; passwordHash: string }): Promise<boolean> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .innerJoin(credentials, and(eq(credentials.tenantId, users.tenantId), eq(credentials.userId, users.id)))
    .where(
      and(
        eq(users.tenantId, tx.tenantId),
        eq(users.id, verified.userId),
        eq(users.status, "active"),
        eq(tenants.status, "active"),
        eq(credentials.passwordHash, verified.passwordHash),
      ),
    );
  return rows.length === 1;
}
