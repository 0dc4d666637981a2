import { generateKeyPairSync } from "node:crypto";

/** Of a pair made elsewhere, as WireGuard spells it. */
export function aPublicKey(): string {
  const { x = "" } = generateKeyPairSync("x25519").publicKey.export({ format: "jwk" });
  return Buffer.from(x, "base64url").toString("base64");
}
