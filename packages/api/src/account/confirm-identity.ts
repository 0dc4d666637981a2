import { confirmSession } from "@portcullis/auth/confirm-session";
import { consumeProof } from "@portcullis/auth/factor/proof";
import { hasSecondFactor } from "@portcullis/auth/factor/read-factors";
import { findAccount } from "@portcullis/auth/find-account";
import { verifyPassword } from "@portcullis/auth/password";
import { recordFailure } from "@portcullis/auth/record-failure";
import { assertAttemptCounted, settleSignIn, signInKeys, takenBackAt } from "@portcullis/auth/throttle";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import {
  type ConfirmIdentity,
  confirmedIdentity,
  confirmIdentity as confirmIdentityInput,
} from "@portcullis/domain/account-security";
import { badRequest, forbidden, unauthorized } from "@portcullis/domain/errors";
import { confirmedUntil } from "@portcullis/domain/second-factor";
import { and, eq } from "drizzle-orm";
import type { ServiceContext } from "../kernel/context.ts";
import { lockSelf } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";

/**
 * Renews the proof of who one is that delicate things ask for: by the password, or where there is a second factor by that.
 * Guesses count with those at the sign-in, so a stolen session guesses no more than anybody else.
 * @throws {DomainError} BAD_REQUEST `password_wrong`, `code_wrong`, `passkey_refused` · FORBIDDEN `second_factor_required`
 * for a password where it is not enough · TOO_MANY_REQUESTS `too_many_attempts`, `busy`, `second_factor_resting`
 */
export const confirmIdentity = useCase(
  { access: { signedIn: true, whileEnrolling: true } },
  confirmIdentityInput,
  confirmedIdentity,
  async (ctx, input) => {
    const { db, principal, from } = ctx;
    const { tenantId, userId, sessionId } = principal;
    const me = await withTenant(db, tenantId, (tx) => readSelf(tx, userId));
    const keys = signInKeys({ ...me, address: from.address });
    await assertAttemptCounted(db, keys);
    const isRight =
      input.password !== undefined &&
      (await takenBackAt(db, keys, ["busy"], verifyPassword(me.passwordHash, input.password)));
    const proving = withTenant(db, tenantId, async (tx) => {
      await lockSelf(tx, ctx);
      const confirmedWith = await prove(tx, ctx, input, isRight ? me.passwordHash : undefined);
      return confirmedWith === undefined ? undefined : confirmSession(tx, sessionId, confirmedWith);
    });
    const confirmedAt = await takenBackAt(db, keys, ["second_factor_required"], proving);
    if (!confirmedAt) {
      await recordFailure(db, tenantId, userId, from);
      throw refusal(input);
    }
    await settleSignIn(db, keys, "succeeded");
    return { confirmedUntil: confirmedUntil(confirmedAt) };
  },
);

/** By what it was proved; undefined where it was not. Looks at everything again that may have changed before the lock. */
async function prove(tx: TenantTx, ctx: ServiceContext, input: ConfirmIdentity, rightHash: string | null | undefined) {
  const { userId } = ctx.principal;
  if (input.assertion) {
    return consumeProof(tx, userId, { config: ctx, proof: { kind: "passkey", assertion: input.assertion } }, ctx.from);
  }
  if (input.code !== undefined) {
    return consumeProof(tx, userId, { config: ctx, proof: { kind: "code", code: input.code } }, ctx.from);
  }
  const { passwordHash } = await readSelf(tx, userId);
  if (rightHash == null || passwordHash !== rightHash) return undefined;
  if (await hasSecondFactor(tx, userId)) {
    throw forbidden("second_factor_required", "The password alone is not enough. Confirm with your second factor.");
  }
  return "password";
}

function refusal(input: ConfirmIdentity) {
  if (input.assertion) return badRequest("passkey_refused", "This passkey was not accepted. Try again.", "assertion");
  if (input.code === undefined) return badRequest("password_wrong", "This is not your password.", "password");
  return badRequest("code_wrong", "This code is wrong or has already been used.", "code");
}

async function readSelf(tx: TenantTx, userId: string) {
  const [me] = await tx
    .select({ email: users.email, tenant: tenants.slug })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId)));
  const account = me && (await findAccount(tx, me.email));
  if (!me || account?.userId !== userId) throw unauthorized();
  return { ...me, passwordHash: account.passwordHash };
}
