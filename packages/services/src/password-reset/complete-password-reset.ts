import { hashPassword } from "@portcullis/auth/password";
import { assertAcceptablePassword } from "@portcullis/auth/password-rules";
import { settleSignIn, signInKeys } from "@portcullis/auth/throttle";
import { withTenant } from "@portcullis/db/tenant";
import {
  completedPasswordReset,
  completePasswordReset as completePasswordResetInput,
} from "@portcullis/domain/password-reset";
import { getPendingPasswordReset, parseResetToken } from "../internal/pending-password-reset.ts";
import { readPersonalTerms } from "../internal/personal-terms.ts";
import { useCase } from "../kernel/use-case.ts";
import { consumeResetLink } from "./consume-reset-link.ts";

/**
 * Sets the password that a link is for, exactly once. Every session of the person ends; second factors stay, and are asked for at the
 * next sign-in. The password is hashed after the link was checked and before the lock is taken, so that nobody waits for the hash.
 * @throws {DomainError} NOT_FOUND `link_void` · BAD_REQUEST `password_refused` (the link stays open) · TOO_MANY_REQUESTS `busy`
 */
export const completePasswordReset = useCase(
  { access: { anybody: true }, audit: "user.password_reset" },
  completePasswordResetInput,
  completedPasswordReset,
  async (ctx, input) => {
    const link = parseResetToken(input.token);
    const { seen, about } = await withTenant(ctx.db, link.tenantId, async (tx) => {
      const open = await getPendingPasswordReset(tx, link.token);
      return { seen: open, about: await readPersonalTerms(tx, open.userId) };
    });
    assertAcceptablePassword(input.password, { about });
    const passwordHash = await hashPassword(input.password);
    const { tenant, email } = await consumeResetLink(ctx, link, { ...seen, passwordHash });
    // Who forgot the password has tried some before: they may come in now, from where they are.
    await settleSignIn(ctx.db, signInKeys({ tenant: tenant.slug, email, address: ctx.from.address }), "succeeded");
    return { tenant, email };
  },
);
