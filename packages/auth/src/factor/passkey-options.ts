import type { TenantId } from "@portcullis/domain/ids";
import type { AssertionOptions, RegistrationOptions } from "@portcullis/domain/passkey";
import { parse } from "uuid";
import { idFromBytes } from "../link-token.ts";
import { challengeMinutes, newChallenge } from "./challenge.ts";
import type { FactorConfig } from "./factor-config.ts";

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

const uuidLength = 16;

/**
 * What an authenticator keeps with a passkey and tells at sign-in (WebAuthn §5.4.3: at most 64 bytes, nothing personal):
 * tenant and user, so that nothing needs to be typed.
 */
export function userHandle(of: TenantId, userId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat([parse(of), parse(userId)]));
}

/** Undefined for what is no handle of ours. */
export function readUserHandle(text: string): { tenantId: TenantId; userId: string } | undefined {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length !== 2 * uuidLength) return undefined;
  const tenantId = idFromBytes(bytes.subarray(0, uuidLength));
  const userId = idFromBytes(bytes.subarray(uuidLength));
  return tenantId && userId ? { tenantId, userId } : undefined;
}
