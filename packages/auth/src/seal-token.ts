import { createSecretKey, hkdfSync, type KeyObject, randomUUID } from "node:crypto";
import { EncryptJWT, jwtDecrypt } from "jose";
import type { JWT, JWTDecodeParams, JWTEncodeParams } from "next-auth/jwt";
import { sessionMaxAge } from "./insert-session.ts";

/** The only form in which next-auth seals. */
const form = { alg: "dir", enc: "A256GCM" } as const;

const opening = {
  /** As next-auth's `decode` has it. */
  clockTolerance: 15,
  // Else whoever sends a cookie chooses, even one whose key is derived by thousands of hashes first.
  keyManagementAlgorithms: [form.alg],
  contentEncryptionAlgorithms: [form.enc],
};

const keys = new Map<string, KeyObject>();

/**
 * The key under which next-auth seals its cookies, once for each secret: it derives it anew for every cookie, in another
 * thread, which costs more than all the rest of an empty call. As a key object, it is imported once too.
 */
function keyOf(secret: string | Buffer): KeyObject {
  const text = secret.toString();
  const derive = () =>
    createSecretKey(Buffer.from(hkdfSync("sha256", text, "", "NextAuth.js Generated Encryption Key", 32)));
  const key = keys.get(text) ?? derive();
  keys.set(text, key);
  return key;
}

/** What next-auth's `encode` makes of claims. */
export function sealToken({ token = {}, secret, maxAge = sessionMaxAge }: JWTEncodeParams): Promise<string> {
  return new EncryptJWT(token)
    .setProtectedHeader(form)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + maxAge)
    .setJti(randomUUID())
    .encrypt(keyOf(secret));
}

/**
 * What next-auth's `decode` reads in it; null for none.
 * @throws {Error} jose's, for what was sealed by nobody of ours, is damaged or past its end
 */
export async function openToken({ token, secret }: JWTDecodeParams): Promise<JWT | null> {
  if (!token) return null;
  return (await jwtDecrypt(token, keyOf(secret), opening)).payload;
}
