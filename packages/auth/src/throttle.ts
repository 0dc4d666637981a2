import { createHash } from "node:crypto";
import type { Database } from "@portcullis/db/client";
import { DomainError, type ErrorReason } from "@portcullis/domain/errors";
import { sql } from "drizzle-orm";
import { addressBlock } from "./address-block.ts";

/** So many attempts in so many seconds, counted from the first. */
export interface Budget {
  readonly attempts: number;
  readonly seconds: number;
}

/**
 * `pair` is one account from one address: the lock that a guesser meets, and that shuts out nobody elsewhere.
 * `address` is for those who try many accounts. `account` is for those who come from many addresses (NIST SP 800-63B
 * §3.2.2 asks for at most 100 in a row); it does not hold for addresses that have signed in to that account before.
 */
export const signInBudgets = {
  account: { attempts: 60, seconds: 3600 },
  address: { attempts: 50, seconds: 900 },
  pair: { attempts: 5, seconds: 900 },
} as const satisfies Record<string, Budget>;

/** What an attempt is counted under: hashes of what was submitted and of where from, whether such an account exists or not. */
export interface SignInKeys {
  readonly account: Buffer;
  readonly address: Buffer;
  readonly pair: Buffer;
}

export function signInKeys(attempt: { tenant: string; email: string; address: string }): SignInKeys {
  const address = addressBlock(attempt.address);
  return {
    account: digest("account", attempt.tenant, attempt.email),
    address: digest("address", address),
    pair: digest("pair", attempt.tenant, attempt.email, address),
  };
}

/** A passkey tried without a name: counted under what it calls itself and its address, so that nobody shuts others out. */
export function passkeyKeys(attempt: { credentialId: string; address: string }): SignInKeys {
  const address = addressBlock(attempt.address);
  return {
    account: digest("passkey account", attempt.credentialId, address),
    address: digest("address", address),
    pair: digest("passkey pair", attempt.credentialId, address),
  };
}

function digest(...parts: string[]): Buffer {
  return createHash("sha256").update(JSON.stringify(parts)).digest();
}

/**
 * Checks all budgets and counts the attempt under all of them, in one statement and before any password is looked at, so
 * that any number of guesses at once stays within the budget. Answers the seconds to wait; 0 means counted, go on.
 */
export async function countSignIn(db: Database, keys: SignInKeys): Promise<number> {
  const { account, address, pair } = signInBudgets;
  const [row] = await db.execute<{ wait: number }>(sql`
    select count_sign_in(${keys.account}::bytea, ${keys.address}::bytea, ${keys.pair}::bytea,
      array[${account.attempts}, ${address.attempts}, ${pair.attempts}]::int[],
      array[${account.seconds}, ${address.seconds}, ${pair.seconds}]::int[]) as wait`);
  if (!row) throw new Error("count_sign_in answered no row.");
  return row.wait;
}

/**
 * Counts an attempt, or refuses it unread.
 * @throws {DomainError} TOO_MANY_REQUESTS `too_many_attempts`
 */
export async function countOrRefuse(db: Database, keys: SignInKeys): Promise<void> {
  const retryAfter = await countSignIn(db, keys);
  if (retryAfter === 0) return;
  const message = "Too many attempts. Wait, then try again.";
  throw new DomainError("TOO_MANY_REQUESTS", "too_many_attempts", message, { retryAfter });
}

/** Lets what an attempt comes to through, and takes the attempt back where it comes to this refusal, which says nothing. */
export async function takenBackAt<T>(
  db: Database,
  keys: SignInKeys,
  reason: ErrorReason,
  attempt: Promise<T>,
): Promise<T> {
  try {
    return await attempt;
  } catch (error) {
    if (error instanceof DomainError && error.reason === reason) await settleSignIn(db, keys, "unread");
    throw error;
  }
}

/** Takes an attempt back that was no guess: it succeeded (which also clears the pair), or it was never looked at. */
export async function settleSignIn(db: Database, keys: SignInKeys, outcome: "succeeded" | "unread"): Promise<void> {
  const { account, address, pair } = keys;
  await db.execute(sql`
    select settle_sign_in(${account}::bytea, ${address}::bytea, ${pair}::bytea, ${outcome === "succeeded"})`);
}
