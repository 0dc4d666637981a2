import type { TenantTx } from "@portcullis/db/tenant";
import type { PasskeyAssertion } from "@portcullis/domain/passkey";
import type { FactorConfig } from "./factor-config.ts";
import { spendRecoveryCode } from "./recovery-codes.ts";
import { spendAssertion } from "./spend-assertion.ts";
import { spendTotp } from "./spend-totp.ts";

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
 * Takes a proof: none is good twice. The caller holds the user's row, and commits with what the proof opens.
 * @returns by what it was proved, as sessions remember it; undefined for a wrong or spent proof
 */
export async function spendProof(tx: TenantTx, userId: string, step: SecondStep): Promise<string | undefined> {
  const { config, proof } = step;
  if (proof.kind === "passkey") return spendAssertion(tx, userId, config, proof.assertion);
  const digits = proof.code.replaceAll(/\s+/g, "");
  if (/^\d{6}$/.test(digits)) return (await spendTotp(tx, userId, config.factorKey, digits)) ? "totp" : undefined;
  return (await spendRecoveryCode(tx, userId, proof.code)) ? "recovery" : undefined;
}
