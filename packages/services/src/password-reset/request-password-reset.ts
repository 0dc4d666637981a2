import { assertAttemptCounted, resetBudgets, resetKeys } from "@portcullis/auth/throttle";
import {
  requestedPasswordReset,
  requestPasswordReset as requestPasswordResetInput,
} from "@portcullis/domain/password-reset";
import { useCase } from "../kernel/use-case.ts";
import { mailResetLink } from "./mail-reset-link.ts";

/**
 * Mails somebody a link, where there is such a person. The answer is the same whoever is asked for, and does not wait: the
 * work comes after it, and what fails there is told to the log.
 * @throws {DomainError} TOO_MANY_REQUESTS `too_many_attempts`, by what was submitted and the address only
 */
export const requestPasswordReset = useCase(
  { access: { anybody: true }, audit: "user.password_reset_requested" },
  requestPasswordResetInput,
  requestedPasswordReset,
  async (ctx, input) => {
    await assertAttemptCounted(ctx.db, resetKeys({ ...input, address: ctx.from.address }), resetBudgets);
    void mailResetLink(ctx, input).catch(ctx.log);
    return { accepted: true as const };
  },
);
