import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { isWorkable } from "./hash-cost.ts";
import { runHash } from "./hash-limit.ts";

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
 * Whether a password is the one of `passwordHash`. Where there is no hash, it is compared with one that nobody knows the
 * password of: the same work, and the answer is no. The same for a hash that asks for more work than any of ours: somebody who
 * can write to the database must not be able to stop the console by it.
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
