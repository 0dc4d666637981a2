import { hkdfSync } from "node:crypto";

/** One secret is configured; each use of it has a key of its own, so that none can stand in for another (RFC 5869). */
export type KeyPurpose = "session cookie" | "list cursor" | "second factor";

/** 32 bytes, the same on every instance that has the same secret. */
export function deriveKey(secret: string, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `portcullis ${purpose}`, 32));
}
