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
