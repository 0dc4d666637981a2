/** A public key as `wg pubkey` prints it, from the `x` of a JSON Web Key (RFC 8037). */
export const wireguardPublicKey = (x: string): string => toBase64(fromBase64Url(x));

/**
 * A private key as `wg genkey` prints it, from the `d` of a JSON Web Key. Browsers may leave the bits alone that every use of
 * the key sets or clears (RFC 7748 §5); `wg` does it at once, and the public key is the same either way.
 */
export function wireguardPrivateKey(d: string): string {
  const bytes = fromBase64Url(d);
  const { 0: first = 0, 31: last = 0 } = bytes;
  bytes[0] = first & 0b1111_1000;
  bytes[31] = (last & 0b0111_1111) | 0b0100_0000;
  return toBase64(bytes);
}

const fromBase64Url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) => character.charCodeAt(0));

const toBase64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

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
