import { confirmTotpFactor } from "@portcullis/auth/factor/totp-factor";
import { withTenant } from "@portcullis/db/tenant";
import { addedFactor, confirmTotp as confirmTotpInput } from "@portcullis/domain/account-security";
import { badRequest, conflict } from "@portcullis/domain/errors";
import { onFactorAdded } from "../internal/change-factors.ts";
import { lockSelf } from "../internal/lock-self.ts";
import { useCase } from "../kernel/use-case.ts";

/**
 * Ends the set-up of an authenticator app by a code of it. The first factor brings recovery codes with it.
 * @throws {DomainError} BAD_REQUEST `code_wrong` · CONFLICT `factor_exists` · CONFLICT `factor_required` where none was begun
 */
export const confirmTotp = useCase(
  { access: { signedIn: true, confirmed: true, whileEnrolling: true }, audit: "user.factor_added" },
  confirmTotpInput,
  addedFactor,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockSelf(tx, ctx);
      const outcome = await confirmTotpFactor(tx, actor.id, { factorKey: ctx.factorKey, code: input.code });
      if (outcome === "wrong code") {
        throw badRequest(
          "code_wrong",
          "This code is wrong. Wait for the next one, and check that the clock of your phone is correct.",
          "code",
        );
      }
      if (outcome === "exists") throw conflict("factor_exists", "An authenticator app is set up already.");
      if (outcome === "not begun") throw conflict("factor_required", "Scan a QR code first.");
      return onFactorAdded(tx, ctx, { actor, kind: "totp", confirmedWith: "totp" });
    }),
);
