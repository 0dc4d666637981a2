/**
 * What a process exits with that could not start because the database did not answer, for whoever starts it again
 * (EX_TEMPFAIL of sysexits(3)).
 */
export const databaseUnreachableExitCode = 75;

/** Codes of Node, postgres.js and `CallDeadline` for a connection that could not be made or did not last or answer. */
const connectionCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENOENT",
  "CONNECT_TIMEOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "DEADLINE_OVER",
]);

/** SQLSTATEs of a server that stops or starts; classes 08 (connection) and 53 (disk, memory or connections used up) are added below (PostgreSQL manual, appendix A). */
const serverCodes = new Set(["57P01", "57P02", "57P03"]);

/**
 * SQLSTATEs of a wait that was cut short by `lock_timeout` and `statement_timeout`, and of a transaction that was given up for
 * another's sake (deadlock, serialization): nothing of it was stored, and the same may be tried again.
 */
const waitCodes = new Set(["55P03", "57014", "40P01", "40001"]);

/** Whether the database could not be reached: not the caller's fault, and worth trying again. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return codesOf(error).some(
    (code) => connectionCodes.has(code) || serverCodes.has(code) || /^(08|53)[0-9A-Z]{3}$/.test(code),
  );
}

/** Whether others were in the way: a lock or a statement took longer than a request may wait, or the transaction gave way. */
export function isDatabaseBusy(error: unknown): boolean {
  return codesOf(error).some((code) => waitCodes.has(code));
}

/** Whether a lock was waited for in vain, or given up for somebody who waited for ours: worth another turn. */
export function isLockRefused(error: unknown): boolean {
  return codesOf(error).some((code) => code === "55P03" || code === "40P01");
}

/** The SQLSTATE of PostgreSQL's own error, beneath the query builder's; undefined where the database said nothing. */
export function sqlStateOf(error: unknown): string | undefined {
  return codesOf(error).findLast((code) => /^[0-9A-Z]{5}$/.test(code));
}

/** Codes of the error and of what it wraps: the query builder hides the driver's error under its own. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth++) {
    if ("code" in at && typeof at.code === "string") codes.push(at.code);
  }
  return codes;
}
