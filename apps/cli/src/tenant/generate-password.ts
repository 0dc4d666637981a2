import { randomBytes } from "node:crypto";

/** Crockford's base 32, lower case: no letter that is mistaken for another. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** 100 bits, in four groups that can be read out and typed. */
export function generatePassword(): string {
  const letters = Array.from(randomBytes(20), (byte) => alphabet[byte % alphabet.length]).join("");
  return letters.replace(/(.{5})(?=.)/g, "$1-");
}
