import type { TenantId } from "@portcullis/domain/ids";
import type { AssertionOptions, RegistrationOptions } from "@portcullis/domain/passkey";
import { challengeMinutes, newChallenge } from "./challenge.ts";
import type { FactorConfig } from "./factor-config.ts";
import { userHandle } from "./user-handle.ts";

/** IANA COSE Algorithms: EdDSA, ES256, RS256, which all authenticators have one of (WebAuthn §5.4). */
export const passkeyAlgorithms = [-8, -7, -257];

const timeout = challengeMinutes * 60_000;

/** What a browser is to sign. No passkeys are named: the authenticator knows which it has, and nobody else learns of them. */
export function newAssertionOptions({ factorKey, publicUrl }: FactorConfig): AssertionOptions {
  const challenge = newChallenge(factorKey, { kind: "assert" }).toString("base64url");
  return { challenge, rpId: publicUrl.hostname, userVerification: "required", timeout };
}

/** Whose passkey it will be. */
export interface PasskeyOwner {
  readonly tenantId: TenantId;
  readonly userId: string;
  readonly email: string;
  /** Credentials that they have: an authenticator that holds one makes no second. */
  readonly has: readonly { readonly credentialId: Buffer; readonly transports: readonly string[] }[];
}

/** What a browser is to make: a passkey that is found without a name typed, and that asks its holder for PIN or finger. */
export function newRegistrationOptions(
  { factorKey, publicUrl }: FactorConfig,
  owner: PasskeyOwner,
): RegistrationOptions {
  const { tenantId, userId, email } = owner;
  return {
    challenge: newChallenge(factorKey, { kind: "register", tenantId, userId }).toString("base64url"),
    rp: { id: publicUrl.hostname, name: "Portcullis" },
    user: { id: Buffer.from(userHandle(tenantId, userId)).toString("base64url"), name: email, displayName: email },
    pubKeyCredParams: passkeyAlgorithms.map((alg) => ({ type: "public-key", alg })),
    excludeCredentials: owner.has.map(({ credentialId, transports }) => ({
      id: credentialId.toString("base64url"),
      type: "public-key",
      transports: [...transports],
    })),
    authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
    attestation: "none",
    timeout,
  };
}
