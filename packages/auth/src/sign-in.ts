import type { Database } from "@portcullis/db/client";
import { type TenantTx, withTenant, withTenantReadOnly } from "@portcullis/db/tenant";
import { DomainError } from "@portcullis/domain/errors";
import { tenantId } from "@portcullis/domain/ids";
import { email as emailAddress } from "@portcullis/domain/text";
import type { SecondStep } from "./factor/proof.ts";
import { findAccount, selectTenant } from "./find-account.ts";
import { openSession } from "./open-session.ts";
import { hashPassword, isWeakHash, verifyPassword } from "./password.ts";
import { nowhere, recordFailure } from "./record-failure.ts";
import type { SessionToken } from "./session-token.ts";
import { assertAttemptCounted, settleSignIn, signInKeys, takenBackAt } from "./throttle.ts";

/** What was submitted, as it came, and where from. */
export interface SignInAttempt {
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
  readonly address: string;
  readonly agent: string | null;
}

export interface SignedIn extends SessionToken {
  readonly userId: string;
}

/** What people type is bounded before anything is done with it. */
const slugMaxLength = 63;
const emailMaxLength = 254;

/**
 * Opens a session for the right password and, where there is one, the right second factor; undefined for anything else.
 * Unknown tenant, unknown e-mail, wrong password and a user who may not sign in all cost the same statements and one argon2
 * verification, so that the response time reveals nothing.
 * @throws {DomainError} TOO_MANY_REQUESTS `too_many_attempts` (which depends on what was submitted and the address only),
 * `busy`, and after the right password `second_factor_resting` · FORBIDDEN `second_factor_required` after the right password
 * alone, and `tenant_held` after all that was asked for: neither failure nor success
 */
export async function signIn(db: Database, attempt: SignInAttempt, second?: SecondStep): Promise<SignedIn | undefined> {
  const tenant = storable(attempt.tenant.trim().toLowerCase()).slice(0, slugMaxLength + 1);
  const email = normalEmail(attempt.email);
  const keys = signInKeys({ tenant, email, address: attempt.address });
  const id = await assertAttemptCounted(db, keys, { also: selectTenant(tenant) });
  const found = typeof id === "string" ? tenantId(id) : undefined;
  const account = await withTenantReadOnly(db, found ?? nowhere, (tx) => findAccount(tx, email));
  // A password that nobody had time to look at is no guess.
  const matches = await takenBackAt(db, keys, ["busy"], verifyPassword(account?.passwordHash, attempt.password));
  if (found && matches && account?.passwordHash && account.status === "active") {
    const upgradedHash = await upgradeOf(account.passwordHash, attempt.password);
    const verified = { userId: account.userId, passwordHash: account.passwordHash, upgradedHash };
    // Last, as others wait for these rows: every sign-in from that address.
    const settle = (tx: TenantTx) => settleSignIn(tx, keys, "succeeded");
    const opened = withTenant(db, found, (tx) => openSession(tx, verified, attempt, second, settle));
    const session = await takenBackAt(db, keys, ["second_factor_required", "tenant_held"], opened);
    if (session) return { ...session, userId: account.userId };
  }
  await recordFailure(db, found, account?.userId, attempt);
  return undefined;
}

/** As stored, where it is an e-mail at all; else just bounded, so that it is counted like any other. */
function normalEmail(submitted: string): string {
  const parsed = emailAddress.safeParse(submitted.slice(0, emailMaxLength * 4));
  return parsed.success ? parsed.data : storable(submitted).slice(0, emailMaxLength);
}

/**
 * What PostgreSQL takes as text. What it does not take is replaced, never dropped: a spelling of its own would be counted
 * on its own and still find the account, a budget for each.
 */
const storable = (submitted: string) => submitted.toWellFormed().replaceAll("\0", "\uFFFD");

/** The same password under today's parameters, where the stored hash has weaker ones. It can wait for a quieter moment. */
async function upgradeOf(passwordHash: string, password: string): Promise<string | undefined> {
  if (!isWeakHash(passwordHash)) return undefined;
  try {
    return await hashPassword(password);
  } catch (error) {
    if (error instanceof DomainError && error.reason === "busy") return undefined;
    throw error;
  }
}
