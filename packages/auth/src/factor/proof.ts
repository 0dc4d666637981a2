import { totpFactors } from "@portcullis/db/schema/second-factors";
import type { TenantTx } from "@portcullis/db/tenant";
import type { ClientInfo } from "@portcullis/domain/audit";
import type { PasskeyAssertion } from "@portcullis/domain/passkey";
import { and, eq, isNotNull, lt } from "drizzle-orm";
import { consumeAssertion } from "./consume-assertion.ts";
import type { FactorConfig } from "./factor-config.ts";
import { assertFactorAwake, countFactorFailure, forgetFactorFailures } from "./factor-rest.ts";
import { consumeRecoveryCode } from "./recovery-codes.ts";
import { openSecret } from "./seal-secret.ts";
import { stepOfCode } from "./totp.ts";

/** What somebody shows besides, or in place of, the password. A code is the app's or a recovery code. */
export type FactorProof =
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "passkey"; readonly assertion: PasskeyAssertion };

/** A proof, and what it is checked with. */
export interface SecondStep {
  readonly config: FactorConfig;
  readonly proof: FactorProof;
}

/**
 * Takes a proof: none is good twice. The caller holds the user's row, and commits with what the proof opens, or with the failure
 * that is counted here.
 * @returns by what it was proved, as sessions remember it; undefined for a wrong or consumed proof
 * @throws {DomainError} TOO_MANY_REQUESTS `second_factor_resting` for a code of an app that rests
 */
export async function consumeProof(
  tx: TenantTx,
  userId: string,
  step: SecondStep,
  from: ClientInfo,
): Promise<string | undefined> {
  const provedBy = await consume(tx, userId, step);
  if (provedBy !== undefined) await forgetFactorFailures(tx, userId);
  // What a passkey signed is nothing that could be guessed.
  else if (step.proof.kind === "code") await countFactorFailure(tx, userId, from);
  return provedBy;
}

async function consume(tx: TenantTx, userId: string, { config, proof }: SecondStep): Promise<string | undefined> {
  if (proof.kind === "passkey") return consumeAssertion(tx, userId, config, proof.assertion);
  const digits = proof.code.replaceAll(/\s+/g, "");
  if (/^\d{6}$/.test(digits)) {
    await assertFactorAwake(tx, userId);
    return (await consumeTotp(tx, userId, config.factorKey, digits)) ? "totp" : undefined;
  }
  return (await consumeRecoveryCode(tx, userId, proof.code)) ? "recovery" : undefined;
}

/**
 * Takes a code of a user's authenticator app; false for a wrong or consumed one. The step moves on in one conditional
 * statement: of any number who bring the same code at once, one gets in (RFC 6238 §5.2).
 */
export async function consumeTotp(tx: TenantTx, userId: string, key: Buffer, code: string): Promise<boolean> {
  const isConfirmed = and(
    eq(totpFactors.tenantId, tx.tenantId),
    eq(totpFactors.userId, userId),
    isNotNull(totpFactors.confirmedAt),
  );
  const [factor] = await tx.select({ sealed: totpFactors.sealedSecret }).from(totpFactors).where(isConfirmed);
  if (!factor) return false;
  const step = stepOfCode(openSecret(key, { tenantId: tx.tenantId, userId }, factor.sealed), code);
  if (step === undefined) return false;
  const consumed = await tx
    .update(totpFactors)
    .set({ lastStep: step })
    // The secret too: another app may have been set up since it was read.
    .where(and(isConfirmed, lt(totpFactors.lastStep, step), eq(totpFactors.sealedSecret, factor.sealed)))
    .returning({ userId: totpFactors.userId });
  return consumed.length === 1;
}
