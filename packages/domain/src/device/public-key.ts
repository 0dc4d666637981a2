import { z } from "zod";

/**
 * A WireGuard (Curve25519) public key as `wg` prints it (wireguard-tools, `encoding.c`): 32 bytes in base64, which is 43
 * characters and one `=`. The 43rd carries only 4 bits, so its alphabet is shorter, and other spellings of the same key are
 * refused.
 */
export const publicKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, "Not a WireGuard public key (44 characters of base64).")
  .refine((value) => value !== `${"A".repeat(43)}=`, "The all-zero key is not a public key.");
