import { passkeys } from "@portcullis/db/schema/second-factors";
import type { TenantTx } from "@portcullis/db/tenant";
import type { PasskeyAssertion } from "@portcullis/domain/passkey";
import { type Timestamp, timestampNow } from "@portcullis/domain/timestamp";
import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import { and, eq, lt, or, sql } from "drizzle-orm";
import { challengeEnd } from "./challenge.ts";
import { consumeChallenge } from "./consume-challenge.ts";
import type { FactorConfig } from "./factor-config.ts";

type Passkey = typeof passkeys.$inferSelect;

/**
 * Takes what a user's passkey signed: by a key of theirs, for this console, over a challenge of ours that nobody answered
 * before, with the person verified, by a counter that ran on. Answers the passkey's id; undefined for anything else.
 */
export async function consumeAssertion(
  tx: TenantTx,
  userId: string,
  config: FactorConfig,
  assertion: PasskeyAssertion,
): Promise<string | undefined> {
  const credentialId = Buffer.from(assertion.id, "base64url");
  const isTheirs = and(eq(passkeys.tenantId, tx.tenantId), eq(passkeys.userId, userId));
  const [passkey] = await tx
    .select()
    .from(passkeys)
    .where(and(isTheirs, eq(passkeys.credentialId, credentialId)));
  if (!passkey) return undefined;
  const verified = await verify(config, passkey, assertion);
  if (!verified || !(await consumeChallenge(tx, userId, verified.challenge))) return undefined;
  const runsOn = or(lt(passkeys.counter, verified.counter), and(eq(passkeys.counter, 0), sql`${verified.counter} = 0`));
  const used = await tx
    .update(passkeys)
    .set({ counter: verified.counter, lastUsedAt: timestampNow() })
    .where(and(isTheirs, eq(passkeys.id, passkey.id), runsOn))
    .returning({ id: passkeys.id });
  return used[0]?.id;
}

async function verify(config: FactorConfig, passkey: Passkey, { id, rawId, type, response }: PasskeyAssertion) {
  let challenge: { text: string; end: Timestamp } | undefined;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId,
        type,
        clientExtensionResults: {},
        response: {
          clientDataJSON: response.clientDataJSON,
          authenticatorData: response.authenticatorData,
          signature: response.signature,
        },
      },
      expectedChallenge(text) {
        const end = challengeEnd(config.factorKey, { kind: "assert" }, text);
        challenge = end === undefined ? undefined : { text, end };
        return end !== undefined;
      },
      expectedOrigin: config.publicUrl.origin,
      expectedRPID: config.publicUrl.hostname,
      requireUserVerification: true,
      credential: { id, publicKey: Uint8Array.from(passkey.publicKey), counter: passkey.counter },
    });
    return verified && challenge ? { challenge, counter: authenticationInfo.newCounter } : undefined;
  } catch {
    // The library throws at whatever does not fit: all of it came from outside, and all of it is a no.
    return undefined;
  }
}
