import { removeTotpFactor } from "@portcullis/auth/factor/totp-factor";
import { withTenant } from "@portcullis/db/tenant";
import { notFound } from "@portcullis/domain/errors";
import { onFactorRemoved } from "../internal/change-factors.ts";
import { lockSelf } from "../internal/lock-self.ts";
import { done, noInput, useCase } from "../kernel/use-case.ts";

/**
 * Takes one's authenticator app away. Asked twice, the second finds none.
 * @throws {DomainError} NOT_FOUND · CONFLICT `factor_required` · FORBIDDEN `confirmation_required` where another factor has
 * to prove it
 */
export const removeTotp = useCase(
  { access: { signedIn: true, confirmed: true }, audit: "user.factor_removed" },
  noInput,
  done,
  (ctx) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockSelf(tx, ctx);
      if (!(await removeTotpFactor(tx, actor.id))) throw notFound("authenticator app");
      await onFactorRemoved(tx, ctx, { actor, kind: "totp", confirmedWith: "totp" });
      return {};
    }),
);
