import { createPrivateKey, createPublicKey } from "node:crypto";

/** What comes before the 32 bytes of an X25519 key in PKCS #8 (RFC 8410 §7). */
const header = Buffer.from("302e020100300506032b656e04220420", "hex");

/** The public key of a private one, both as WireGuard spells them: worked out by Node, not by the code under test. */
export function derivedPublicKey(privateKey: string): string {
  const der = Buffer.concat([header, Buffer.from(privateKey, "base64")]);
  const { x = "" } = createPublicKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" })).export({
    format: "jwk",
  });
  return Buffer.from(x, "base64url").toString("base64");
}
