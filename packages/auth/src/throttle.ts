import { createHash } from "node:crypto";
import type { Database } from "@portcullis/db/client";
import { DomainError, type ErrorReason } from "@portcullis/domain/errors";
import { type SQL, sql } from "drizzle-orm";
import { addressBlock } from "./address-block.ts";

/** So many attempts in so many seconds, counted from the first. */
export interface Budget {
  readonly attempts: number;
  readonly seconds: number;
}

/** Of one account, of one address, and of both together. */
export interface Budgets extends Readonly<Record<"account" | "address" | "pair", Budget>> {
  /** Seconds between two attempts from an address that is over its budget: it is slowed, never shut. */
  readonly slowSeconds: number;
}

/**
 * `pair` (one account from one address) stops a guesser and affects nobody elsewhere; `address` slows everybody there who has
 * not signed in from there; `account` is for guesses from many addresses (NIST SP 800-63B §3.2.2: at most 100 in a row). An
 * account that was signed in to from an address within 90 days is limited by `pair` there.
 */
export const signInBudgets = {
  account: { attempts: 60, seconds: 3600 },
  address: { attempts: 50, seconds: 900 },
  pair: { attempts: 5, seconds: 900 },
  slowSeconds: 5,
} as const satisfies Budgets;

/**
 * Mails with a link. Nobody's inbox is filled by somebody else, from however many addresses (OWASP Forgot Password Cheat
 * Sheet), and nobody tries a list of accounts.
 */
export const resetBudgets = {
  account: { attempts: 3, seconds: 3600 },
  address: { attempts: 20, seconds: 3600 },
  pair: { attempts: 3, seconds: 3600 },
  slowSeconds: 30,
} as const satisfies Budgets;

/** What an attempt is counted under: hashes of what was submitted and of where from, whether such an account exists or not. */
export interface SignInKeys {
  readonly account: Buffer;
  readonly address: Buffer;
  readonly pair: Buffer;
}

interface Attempt {
  readonly tenant: string;
  readonly email: string;
  readonly address: string;
}

export function signInKeys({ tenant, email, address }: Attempt): SignInKeys {
  const block = addressBlock(address);
  return {
    account: digest("account", tenant, email),
    address: digest("address", block),
    pair: digest("pair", tenant, email, block),
  };
}

/** Counted apart from sign-ins: who forgot a password has tried some. */
export function resetKeys({ tenant, email, address }: Attempt): SignInKeys {
  const block = addressBlock(address);
  return {
    account: digest("reset account", tenant, email),
    address: digest("reset address", block),
    pair: digest("reset pair", tenant, email, block),
  };
}

/**
 * A passkey tried without a name: counted under what it calls itself and its address, so that nobody shuts others out, and
 * apart from passwords, whose guessers say nothing about it.
 */
export function passkeyKeys(attempt: { credentialId: string; address: string }): SignInKeys {
  const address = addressBlock(attempt.address);
  return {
    account: digest("passkey account", attempt.credentialId, address),
    address: digest("passkey address", address),
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
export async function countSignIn(db: Database, keys: SignInKeys, budgets?: Budgets): Promise<number> {
  return (await countAnd(db, keys, { budgets })).wait;
}

/** The same with a value more in the same round trip. */
async function countAnd(
  db: Database,
  keys: SignInKeys,
  {
    budgets = signInBudgets,
    also = sql`null`,
  }: { readonly budgets?: Budgets | undefined; readonly also?: SQL | undefined },
): Promise<{ readonly wait: number; readonly also: unknown }> {
  const { account, address, pair, slowSeconds } = budgets;
  // Its commit does not wait for the disk: what a crash of the database may take with it is half a second of guesses.
  const [row] = await db.execute<{ wait: number; also: unknown }>(sql`
    select set_config('synchronous_commit', 'off', true), count_attempt(${keys.account}::bytea, ${keys.address}::bytea, ${keys.pair}::bytea,
      array[${account.attempts}, ${address.attempts}, ${pair.attempts}]::int[],
      array[${account.seconds}, ${address.seconds}, ${pair.seconds}]::int[], ${slowSeconds}::int) as wait, ${also} as also`);
  if (!row) throw new Error("count_attempt returned no row.");
  return row;
}

/**
 * Counts an attempt, or refuses it.
 * @param of.also what is read with it, and answered
 * @throws {DomainError} TOO_MANY_REQUESTS `too_many_attempts`, which depends on what was submitted and the address only
 */
export async function assertAttemptCounted(
  db: Database,
  keys: SignInKeys,
  of: { readonly budgets?: Budgets; readonly also?: SQL } = {},
): Promise<unknown> {
  const { wait, also } = await countAnd(db, keys, of);
  if (wait === 0) return also;
  throw new DomainError("TOO_MANY_REQUESTS", "too_many_attempts", "Too many attempts. Wait, then try again.", {
    retryAfter: wait,
  });
}

/** Lets what an attempt comes to through, and takes the attempt back where it comes to one of these refusals: no wrong guess. */
export async function takenBackAt<T>(
  db: Database,
  keys: SignInKeys,
  reasons: readonly ErrorReason[],
  attempt: Promise<T>,
): Promise<T> {
  try {
    return await attempt;
  } catch (error) {
    if (error instanceof DomainError && reasons.includes(error.reason)) await settleSignIn(db, keys, "unread");
    throw error;
  }
}

/** Takes an attempt back that was no guess: it succeeded (which also clears the pair), or it was never looked at. */
export async function settleSignIn(
  db: Pick<Database, "execute">,
  keys: SignInKeys,
  outcome: "succeeded" | "unread",
): Promise<void> {
  const { account, address, pair } = keys;
  await db.execute(sql`
    select settle_sign_in(${account}::bytea, ${address}::bytea, ${pair}::bytea, ${outcome === "succeeded"})`);
}
