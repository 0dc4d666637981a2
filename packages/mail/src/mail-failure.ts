/** nodemailer's codes for a server that did not answer, not in time, or did not let us in (nodemailer.com/errors). */
const unreachable = new Set(["ECONNECTION", "ETIMEDOUT", "ESOCKET", "EDNS", "ETLS", "EAUTH", "ENOAUTH", "EPROXY"]);

interface Failure {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
}

const fieldsOf = (error: unknown): Failure => (typeof error === "object" && error !== null ? error : {});

/** Whether the next mail would fare no better. */
export function isUnreachable(error: unknown): boolean {
  const { code } = fieldsOf(error);
  return typeof code === "string" && unreachable.has(code);
}

/** What went wrong, as it may stand in a log: a server's own words name the recipient. */
export function withoutPeople(error: unknown): Error {
  const { code, command, responseCode } = fieldsOf(error);
  const parts = [code, command, responseCode].filter((part) => typeof part === "string" || typeof part === "number");
  return new Error(`A mail could not be sent: ${parts.join(" ") || "no reason given"}`);
}
