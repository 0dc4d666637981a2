import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { runHash } from "./hash-limit.ts";

/** PHC string form of argon2 (RFC 9106); salt and hash in base64 without padding. */
const phc = /^\$argon2(?:id|i|d)\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$[A-Za-z0-9+/]{11,128}\$[A-Za-z0-9+/]{16,128}$/;

/** Several times what is asked for today, so that hashes with stronger parameters go on being good: KiB, passes, lanes. */
const bound = { memory: 128 * 1024, time: 10, parallelism: 8 } as const;

/**
 * Whether a stored hash can be compared with at a bounded cost. Its parameters are read before any work is done; one that is
 * beyond the bound, or that cannot be read, is told to the log.
 */
export function isWorkable(passwordHash: string): boolean {
  const [, memory, time, parallelism] = phc.exec(passwordHash) ?? [];
  const isWithin =
    Number(memory) <= bound.memory && Number(time) <= bound.time && Number(parallelism) <= bound.parallelism;
  if (isWithin) return true;
  const asked = memory === undefined ? "has an unknown format" : `asks for m=${memory},t=${time},p=${parallelism}`;
  process.emitWarning(
    `A stored password hash ${asked} and was refused; the limit is m=${bound.memory},t=${bound.time},p=${bound.parallelism}. Somebody has written to the database directly. The account needs a new password.`,
    { type: "PasswordHashWarning" },
  );
  return false;
}

/** OWASP Password Storage Cheat Sheet: argon2id (2), 19 MiB, two passes, one lane. */
const parameters = { algorithm: 2, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;

/** UTF-16 units; longer ones are refused unread, or hashing would be a way to keep the server busy. */
export const passwordMaxLength = 1024;

/** NIST SP 800-63B §3.1.1.2: the same password typed on another keyboard must be the same bytes. */
const prepare = (password: string) => password.normalize("NFKC");

/**
 * argon2id in PHC string form.
 * @throws {DomainError} TOO_MANY_REQUESTS `busy`
 */
export function hashPassword(password: string): Promise<string> {
  return runHash(() => hash(prepare(password), parameters));
}

let decoy: Promise<string> | undefined;

/**
 * Compares a password with its hash; without a hash the same work is done and the answer is false, so that the response time
 * reveals nothing. A hash that asks for more work than ours do counts as none, so that somebody who can write to the
 * database cannot stall the console.
 * @throws {DomainError} TOO_MANY_REQUESTS `busy`
 */
export async function verifyPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  // Awaited whether needed or not: the first sign-in of a process costs the same for every kind of account.
  decoy ??= hash(randomBytes(32), parameters);
  const nobodys = await decoy;
  const readable = password.isWellFormed() && password.length <= passwordMaxLength;
  const candidate = prepare(password.slice(0, passwordMaxLength).toWellFormed());
  const isUsable = passwordHash != null && isWorkable(passwordHash);
  const matches = await runHash(() => verify(isUsable ? passwordHash : nobodys, candidate));
  return matches && readable && isUsable;
}

/** Whether a hash was made with less effort than is asked for today, or in another way: to be made anew at the next sign-in. */
export function isWeakHash(passwordHash: string): boolean {
  const [, memory, time] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(passwordHash) ?? [];
  return !(Number(memory) >= parameters.memoryCost && Number(time) >= parameters.timeCost);
}
