import { hasSecondFactor } from "@portcullis/auth/factor/has-second-factor";
import { replaceRecoveryCodes } from "@portcullis/auth/factor/recovery-codes";
import { recordAudit } from "@portcullis/db/audit";
import { withTenant } from "@portcullis/db/tenant";
import { newRecoveryCodes } from "@portcullis/domain/account-security";
import { conflict } from "@portcullis/domain/errors";
import { byUser } from "../internal/lock-actor-and-target.ts";
import { lockSelf } from "../internal/lock-self.ts";
import { noInput, useCase } from "../kernel/use-case.ts";

/**
 * Makes ten new recovery codes; the old ones end. They are shown this once.
 * @throws {DomainError} CONFLICT `factor_required` where there is no factor that they could stand in for
 */
export const renewRecoveryCodes = useCase(
  { access: { signedIn: true, confirmed: true }, audit: "user.recovery_codes_renewed" },
  noInput,
  newRecoveryCodes,
  (ctx) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockSelf(tx, ctx);
      if (!(await hasSecondFactor(tx, actor.id))) {
        throw conflict("factor_required", "Set up a second factor first: recovery codes stand in for one.");
      }
      const recoveryCodes = await replaceRecoveryCodes(tx, actor.id);
      await recordAudit(tx, {
        action: "user.recovery_codes_renewed",
        actor: byUser(actor),
        target: { kind: "user", id: actor.id },
        subjectId: actor.id,
      });
      return { recoveryCodes };
    }),
);
