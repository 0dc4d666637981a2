import { wireguardPrivateKey, wireguardPublicKey } from "./key-encoding.ts";

/** Both as WireGuard spells them. The private key stays where it was made: in this page. */
export interface KeyPair {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** @throws where the browser cannot: it is too old, or the page came over plain HTTP, which has no `crypto.subtle` */
export async function makeKeyPair(): Promise<KeyPair> {
  const { privateKey } = await crypto.subtle.generateKey({ name: "X25519" }, true, ["deriveBits"]);
  const { d = "", x = "" } = await crypto.subtle.exportKey("jwk", privateKey);
  return { privateKey: wireguardPrivateKey(d), publicKey: wireguardPublicKey(x) };
}
