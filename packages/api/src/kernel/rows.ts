import type { DomainError } from "@portcullis/domain/errors";

/**
 * For `.catch` of a transaction that may give something what is another's: says so, where PostgreSQL's unique index did.
 * Asking before would not help: the other may be committed in between.
 */
export function refuseViolation(index: string, refusal: () => DomainError): (error: unknown) => never {
  return (error) => {
    throw isViolationOf(index, error) ? refusal() : error;
  };
}

/** The query builder hides the driver's error under its own. */
function isViolationOf(index: string, error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && "constraint_name" in cause && cause.constraint_name === index;
}
