import { credentials } from "@portcullis/db/schema/credentials";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { sequence } from "@portcullis/db/sequence";
import type { TenantTx } from "@portcullis/db/tenant";
import type { ClientInfo } from "@portcullis/domain/audit";
import { forbidden } from "@portcullis/domain/errors";
import type { PasskeyAssertion } from "@portcullis/domain/passkey";
import { and, eq, sql } from "drizzle-orm";
import { consumeAssertion } from "./factor/consume-assertion.ts";
import type { FactorConfig } from "./factor/factor-config.ts";
import { forgetFactorFailures } from "./factor/factor-rest.ts";
import { consumeProof, type SecondStep } from "./factor/proof.ts";
import { insertSession } from "./insert-session.ts";
import type { SessionToken } from "./session-token.ts";
import { upgradeHash } from "./set-password.ts";

/**
 * Opens a session for somebody whose password was verified before this transaction; undefined if they were deactivated or
 * changed the password since, or if the second step is wrong or consumed. The user's row is locked first, then status and hash
 * are checked again.
 * @throws {DomainError} FORBIDDEN `second_factor_required` where the person has one and none was given, `tenant_held` where they
 * have proved who they are, and only the owner is let in · TOO_MANY_REQUESTS `second_factor_resting`
 * @param verified.upgradedHash the same password under today's parameters, where those of the stored hash are weaker
 * @param settle what belongs to the session, written last and in the same round trip
 */
export async function openSession(
  tx: TenantTx,
  verified: { readonly userId: string; readonly passwordHash: string; readonly upgradedHash?: string | undefined },
  from: ClientInfo,
  second?: SecondStep,
  settle: (tx: TenantTx) => Promise<unknown> = () => Promise.resolve(),
): Promise<SessionToken | undefined> {
  const { userId, passwordHash, upgradedHash } = verified;
  const account = await lockAndRead(tx, userId);
  if (account?.passwordHash !== passwordHash) return undefined;
  const confirmedWith = account.hasSecondFactor ? await consumeSecond(tx, userId, second, from) : "password";
  if (confirmedWith === undefined) return undefined;
  assertNotPaused(account);
  if (upgradedHash) await upgradeHash(tx, userId, { from: passwordHash, to: upgradedHash });
  const [session] = await sequence(
    tx,
    () => insertSession(tx, { userId, confirmedWith }, from),
    () => settle(tx),
  );
  return session;
}

/**
 * As above by a passkey alone: having it and being verified by it are two factors. Undefined for whatever is wrong.
 * @throws {DomainError} FORBIDDEN `tenant_held`
 */
export async function openPasskeySession(
  tx: TenantTx,
  shown: { readonly userId: string; readonly assertion: PasskeyAssertion; readonly config: FactorConfig },
  from: ClientInfo,
): Promise<SessionToken | undefined> {
  const { userId, assertion, config } = shown;
  const account = await lockAndRead(tx, userId);
  if (!account) return undefined;
  const confirmedWith = await consumeAssertion(tx, userId, config, assertion);
  if (confirmedWith === undefined) return undefined;
  assertNotPaused(account);
  await forgetFactorFailures(tx, userId);
  return insertSession(tx, { userId, confirmedWith }, from);
}

/** What is true of somebody who may come in, under the lock of their row; undefined for everybody else. */
async function lockAndRead(tx: TenantTx, userId: string) {
  const lock = () =>
    tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId)))
      .for("share");
  // Each statement sees what is committed when its turn comes.
  const [, [account]] = await sequence(tx, lock, () => readAccount(tx, userId));
  return account;
}

function readAccount(tx: TenantTx, userId: string) {
  return tx
    .select({
      passwordHash: credentials.passwordHash,
      hasSecondFactor: sql<boolean>`has_second_factor(${users.tenantId}, ${users.id})`,
      isPaused: sql<boolean>`is_paused(${tenants.pausedSince}, ${tenants.home}, database_home()) and not ${users.isOwner}`,
    })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .leftJoin(credentials, and(eq(credentials.tenantId, users.tenantId), eq(credentials.userId, users.id)))
    .where(
      and(
        eq(users.tenantId, tx.tenantId),
        eq(users.id, userId),
        eq(users.status, "active"),
        eq(tenants.status, "active"),
      ),
    );
}

/**
 * After a restore, whom a backup calls active or an administrator may have been switched off since. Nobody can take the
 * ownership from an owner but whoever they gave it to.
 */
function assertNotPaused({ isPaused }: { readonly isPaused: boolean }): void {
  if (isPaused)
    throw forbidden(
      "tenant_held",
      "This tenant is paused after a restore. Only its owner can sign in until the owner resumes it.",
    );
}

function consumeSecond(
  tx: TenantTx,
  userId: string,
  second: SecondStep | undefined,
  from: ClientInfo,
): Promise<string | undefined> {
  if (!second) throw forbidden("second_factor_required", "Sign in with your second factor.");
  return consumeProof(tx, userId, second, from);
}
