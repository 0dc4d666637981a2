import { z } from "zod";

/**
 * A WireGuard (Curve25519) public key as `wg` prints it: 32 bytes in base64, so 43 characters and one `=`.
 * The 43rd carries 4 bits, hence the short alphabet: other spellings of the same key are refused, not stored twice.
 * Source: wireguard-tools `encoding.c`.
 */
export const publicKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, "Not a WireGuard public key (44 characters of base64).")
  .refine((value) => value !== `${"A".repeat(43)}=`, "The all-zero key is not a public key.");
