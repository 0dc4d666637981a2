import type { PasskeyRegistration } from "@portcullis/domain/passkey";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { verifyRegistrationResponse } from "@simplewebauthn/server";
import { challengeEnd } from "./challenge.ts";
import type { FactorConfig } from "./factor-config.ts";
import { passkeyAlgorithms } from "./passkey-options.ts";

export interface NewPasskey {
  readonly credentialId: Buffer;
  /** COSE. */
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: string[];
  /** The caller consumes it. */
  readonly challenge: { readonly text: string; readonly end: Timestamp };
}

/** What an authenticator made for this user and this console; undefined for anything else. */
export async function verifyRegistration(
  config: FactorConfig,
  of: { readonly tenantId: string; readonly userId: string },
  { id, rawId, type, response }: PasskeyRegistration,
): Promise<NewPasskey | undefined> {
  let challenge: { text: string; end: Timestamp } | undefined;
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: { id, rawId, type, clientExtensionResults: {}, response },
      expectedChallenge(text) {
        const end = challengeEnd(config.factorKey, { kind: "register", ...of }, text);
        challenge = end === undefined ? undefined : { text, end };
        return end !== undefined;
      },
      expectedOrigin: config.publicUrl.origin,
      expectedRPID: config.publicUrl.hostname,
      requireUserVerification: true,
      supportedAlgorithmIDs: passkeyAlgorithms,
    });
    if (!registrationInfo || !challenge) return undefined;
    const { credential } = registrationInfo;
    return {
      credentialId: Buffer.from(credential.id, "base64url"),
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: response.transports,
      challenge,
    };
  } catch {
    // The library throws at whatever does not fit: all of it came from outside, and all of it is a no.
    return undefined;
  }
}
