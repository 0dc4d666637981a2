import { isDatabaseUnavailable } from "@portcullis/db/unavailable";

/** What to tell an operator of an error, without a stack. */
export function errorMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isDatabaseUnavailable(error)) return `The database cannot be reached: ${causes(error)}`;
  return causes(error);
}

/** The messages from the error to its root; a connection that failed on two addresses has an empty one of its own. */
function causes(error: Error): string {
  // Of a failed statement the message is the statement, with all that it would have stored.
  if ("params" in error && error.cause instanceof Error) return causes(error.cause);
  const own = error.message || (error instanceof AggregateError ? error.errors.map(String).join(", ") : error.name);
  return error.cause instanceof Error && error.cause.message !== "" && !own.endsWith(".")
    ? `${own}: ${causes(error.cause)}`
    : own;
}
