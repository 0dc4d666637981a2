import { conflict, type ErrorReason } from "@portcullis/domain/errors";
import { refuseViolation } from "./unique-violation.ts";

/** For `.catch` of a transaction that may give something a name that is another's. */
export function nameConflictHandler(index: string, reason: ErrorReason, message: string): (error: unknown) => never {
  return refuseViolation(index, () => conflict(reason, message, "name"));
}
