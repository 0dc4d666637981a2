import { removePasskey as remove } from "@portcullis/auth/factor/passkeys";
import { withTenant } from "@portcullis/db/tenant";
import { notFound } from "@portcullis/domain/errors";
import { removePasskey as removePasskeyInput } from "@portcullis/domain/passkey";
import { onFactorRemoved } from "../internal/change-factors.ts";
import { lockSelf } from "../internal/lock-self.ts";
import { done, useCase } from "../kernel/use-case.ts";

/**
 * Takes one of one's passkeys away. Asked twice, the second finds none.
 * @throws {DomainError} NOT_FOUND · CONFLICT `factor_required` · FORBIDDEN `confirmation_required` where another factor has
 * to prove it
 */
export const removePasskey = useCase(
  { access: { signedIn: true, confirmed: true }, audit: "user.factor_removed" },
  removePasskeyInput,
  done,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockSelf(tx, ctx);
      const name = await remove(tx, actor.id, input.id);
      if (name === undefined) throw notFound("passkey");
      await onFactorRemoved(tx, ctx, { actor, kind: "passkey", name, confirmedWith: input.id });
      return {};
    }),
);
