import { consumeChallenge } from "@portcullis/auth/factor/consume-challenge";
import { insertPasskey } from "@portcullis/auth/factor/passkeys";
import { verifyRegistration } from "@portcullis/auth/factor/verify-registration";
import { withTenant } from "@portcullis/db/tenant";
import { addedFactor } from "@portcullis/domain/account-security";
import { badRequest, conflict } from "@portcullis/domain/errors";
import { addPasskey as addPasskeyInput } from "@portcullis/domain/passkey";
import { onFactorAdded } from "../internal/change-factors.ts";
import { lockSelf } from "../internal/lock-self.ts";
import { useCase } from "../kernel/use-case.ts";

/**
 * Stores the passkey that an authenticator made. The first factor brings recovery codes with it.
 * @throws {DomainError} BAD_REQUEST `passkey_refused` for what does not answer our challenge, or does so again ·
 * CONFLICT `factor_exists` for a passkey that is stored already
 */
export const addPasskey = useCase(
  { access: { signedIn: true, confirmed: true, whileEnrolling: true }, audit: "user.factor_added" },
  addPasskeyInput,
  addedFactor,
  async (ctx, input) => {
    const { tenantId, userId } = ctx.principal;
    const made = await verifyRegistration(ctx, { tenantId, userId }, input.response);
    return withTenant(ctx.db, tenantId, async (tx) => {
      const actor = await lockSelf(tx, ctx);
      if (!made || !(await consumeChallenge(tx, actor.id, made.challenge))) {
        throw badRequest("passkey_refused", "This passkey was not accepted. Try again.", "response");
      }
      const id = await insertPasskey(tx, actor.id, { ...made, name: input.name });
      if (!id) throw conflict("factor_exists", "This passkey has already been added.");
      return onFactorAdded(tx, ctx, { actor, kind: "passkey", name: input.name, confirmedWith: id });
    });
  },
);
