import { consumeChallenge } from "@portcullis/auth/factor/consume-challenge";
import { insertPasskey } from "@portcullis/auth/factor/passkeys";
import { verifyRegistration } from "@portcullis/auth/factor/verify-registration";
import { withTenant } from "@portcullis/db/tenant";
import type { AddedFactor } from "@portcullis/domain/account-security";
import { badRequest, conflict } from "@portcullis/domain/errors";
import type { AddPasskey } from "@portcullis/domain/passkey";
import type { ServiceContext } from "../context.ts";
import { onFactorAdded } from "../internal/change-factors.ts";
import { lockSelf } from "../internal/lock-self.ts";

/**
 * Stores the passkey that an authenticator made. The first factor brings recovery codes with it.
 * @throws {DomainError} BAD_REQUEST `passkey_refused` for what does not answer our challenge, or does so again ·
 * CONFLICT `factor_exists` for a passkey that is stored already
 */
export async function addPasskey(ctx: ServiceContext, input: AddPasskey): Promise<AddedFactor> {
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
}
