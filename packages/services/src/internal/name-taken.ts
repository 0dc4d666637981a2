import { conflict, type ErrorReason } from "@portcullis/domain/errors";

/**
 * For `.catch` of a transaction that may give something a name that is another's: says so, where PostgreSQL's unique index
 * did. Asking before would not help: the other name may be committed in between.
 */
export function refuseTakenName(index: string, reason: ErrorReason, message: string): (error: unknown) => never {
  return (error) => {
    throw isViolationOf(index, error) ? conflict(reason, message, "name") : error;
  };
}

/** The query builder hides the driver's error under its own. */
function isViolationOf(index: string, error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "constraint_name" in cause && cause.constraint_name === index;
}
