import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import { type Timestamp, toTimestamp } from "@portcullis/domain/timestamp";

/** What is to be signed; one made for the one is of no use for the other. */
export type ChallengePurpose =
  | { readonly kind: "assert" }
  | { readonly kind: "register"; readonly tenantId: string; readonly userId: string };

/** Time to find the security key and touch it; WebAuthn §15.1 recommends 5 to 10 minutes. */
export const challengeMinutes = 5;

const nonceBytes = 16;
const expiryBytes = 8;
const proofBytes = 32;

/**
 * A WebAuthn challenge that proves itself: a nonce, when it ends, and our signature over both. Nothing is stored until it is
 * answered, so asking for challenges fills no table.
 */
export function newChallenge(key: Buffer, purpose: ChallengePurpose): Buffer<ArrayBuffer> {
  const expiry = Buffer.alloc(expiryBytes);
  expiry.writeBigUInt64BE(BigInt(Date.now() + challengeMinutes * 60_000));
  const body = Buffer.concat([randomBytes(nonceBytes), expiry]);
  return Buffer.concat([body, proofOf(key, purpose, body)]);
}

/** When a challenge of ours ends; undefined for one that has ended, was made for something else or by somebody else. */
export function challengeEnd(key: Buffer, purpose: ChallengePurpose, challenge: string): Timestamp | undefined {
  const bytes = Buffer.from(challenge, "base64url");
  if (bytes.length !== nonceBytes + expiryBytes + proofBytes) return undefined;
  // In its one spelling: another one would be counted as another challenge.
  if (bytes.toString("base64url") !== challenge) return undefined;
  const body = bytes.subarray(0, -proofBytes);
  if (!timingSafeEqual(bytes.subarray(-proofBytes), proofOf(key, purpose, body))) return undefined;
  const end = Number(body.readBigUInt64BE(nonceBytes));
  return end > Date.now() ? toTimestamp(end) : undefined;
}

/** A key of its own: the one that seals secrets signs nothing. */
const signingKey = (key: Buffer) => Buffer.from(hkdfSync("sha256", key, "", "portcullis passkey challenge", 32));

function proofOf(key: Buffer, purpose: ChallengePurpose, body: Buffer): Buffer {
  const bound = purpose.kind === "register" ? [purpose.kind, purpose.tenantId, purpose.userId] : [purpose.kind];
  return createHmac("sha256", signingKey(key)).update(JSON.stringify(bound)).update(body).digest();
}
