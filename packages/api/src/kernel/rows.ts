import type { DomainError } from "@portcullis/domain/errors";

/** A record as the database spells it in JSON: moments are texts. */
export type Stored<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? Stored<Item>[]
    : T extends object
      ? { [Key in keyof T]: Stored<T[Key]> }
      : T;

/** The moment that a stored record tells of. */
export function toTimestamp<Text extends string | null>(text: Text): Text extends string ? Date : null;
export function toTimestamp(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

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
