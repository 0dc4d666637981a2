import { assertAttemptCounted, resetBudgets, resetKeys } from "@portcullis/auth/throttle";
import type { RequestPasswordReset } from "@portcullis/domain/password-reset";
import type { PublicContext } from "../context.ts";
import { mailResetLink } from "./mail-reset-link.ts";

/**
 * Mails somebody a link, where there is such a person. The answer is the same whoever is asked for, and does not wait: the
 * work comes after it, and what fails there is told to the log.
 * @throws {DomainError} TOO_MANY_REQUESTS `too_many_attempts`, by what was submitted and the address only
 */
export async function requestPasswordReset(
  ctx: PublicContext,
  input: RequestPasswordReset,
): Promise<{ accepted: true }> {
  await assertAttemptCounted(ctx.db, resetKeys({ ...input, address: ctx.from.address }), resetBudgets);
  void mailResetLink(ctx, input).catch(ctx.log);
  return { accepted: true };
}
