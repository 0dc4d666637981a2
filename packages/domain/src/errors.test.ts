import { expect, it } from "vitest";
import { badRequest, conflict, DomainError, forbidden, notFound, unauthorized } from "./errors.ts";

it.each([
  [unauthorized(), "UNAUTHORIZED", "session_ended", undefined, "Sign in to continue."],
  [forbidden("self_protected", "No."), "FORBIDDEN", "self_protected", undefined, "No."],
  [notFound("user"), "NOT_FOUND", "not_found", undefined, "No such user."],
  [conflict("stale_write", "Changed."), "CONFLICT", "stale_write", undefined, "Changed."],
  [conflict("email_taken", "Taken.", "email"), "CONFLICT", "email_taken", "email", "Taken."],
  [badRequest("cursor_invalid", "Bad.", "cursor"), "BAD_REQUEST", "cursor_invalid", "cursor", "Bad."],
] as const)("says %s by code, reason, field and sentence", (error, code, reason, field, message) => {
  expect(error).toBeInstanceOf(DomainError);
  expect(error.name).toBe("DomainError");
  expect([error.code, error.reason, error.field, error.message]).toEqual([code, reason, field, message]);
  expect("cause" in error).toBe(false);
});

it("carries the time to wait and what caused it", () => {
  const cause = new Error("ECONNREFUSED");
  const busy = new DomainError("TOO_MANY_REQUESTS", "too_many_attempts", "Wait.", { retryAfter: 30, cause });
  expect([busy.retryAfter, busy.cause]).toEqual([30, cause]);
});
