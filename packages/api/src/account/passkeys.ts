import { consumeChallenge } from "@portcullis/auth/factor/consume-challenge";
import { newRegistrationOptions } from "@portcullis/auth/factor/passkey-options";
import {
  credentialsOf,
  insertPasskey,
  removePasskey as remove,
  renamePasskey as rename,
} from "@portcullis/auth/factor/passkeys";
import { verifyRegistration } from "@portcullis/auth/factor/verify-registration";
import { users } from "@portcullis/db/schema/users";
import { withTenant } from "@portcullis/db/tenant";
import { addedFactor } from "@portcullis/domain/account-security";
import { badRequest, conflict, notFound, unauthorized } from "@portcullis/domain/errors";
import {
  addPasskey as addPasskeyInput,
  registrationOptions,
  removePasskey as removePasskeyInput,
  renamePasskey as renamePasskeyInput,
} from "@portcullis/domain/passkey";
import { and, eq } from "drizzle-orm";
import { lockSelf } from "../kernel/locks.ts";
import { done, noInput, useCase } from "../kernel/use-case.ts";
import { onFactorAdded, onFactorRemoved } from "./change-factors.ts";

/** What the browser needs to make a passkey. Stores nothing. @throws {DomainError} UNAUTHORIZED when they are gone meanwhile */
export const passkeyOptions = useCase(
  { access: { signedIn: true, confirmed: true, whileEnrolling: true } },
  noInput,
  registrationOptions,
  async (ctx) => {
    const { tenantId, userId } = ctx.principal;
    return withTenant(ctx.db, tenantId, async (tx) => {
      const [[me], has] = await Promise.all([
        tx
          .select({ email: users.email })
          .from(users)
          .where(and(eq(users.tenantId, tenantId), eq(users.id, userId))),
        credentialsOf(tx, userId),
      ]);
      if (!me) throw unauthorized();
      return newRegistrationOptions(ctx, { tenantId, userId, email: me.email, has });
    });
  },
);

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

/** Calls one's passkey something else. Only its holder sees the name, so the audit log does not tell. @throws {DomainError} NOT_FOUND */
export const renamePasskey = useCase({ access: { signedIn: true } }, renamePasskeyInput, done, (ctx, input) =>
  withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const { id } = await lockSelf(tx, ctx);
    if (!(await rename(tx, id, input))) throw notFound("passkey");
    return {};
  }),
);

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
