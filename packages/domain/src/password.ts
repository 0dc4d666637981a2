import { z } from "zod";

/**
 * Characters of a password. NIST SP 800-63B-4 §3.1.1.2 asks for at least 15 where the password may be all that is asked for,
 * and for room for at least 64; a bound of some kind keeps hashing from being a way to keep the server busy.
 */
export const passwordMinLength = 15;
export const passwordMaxLength = 256;

/** Control characters and bidirectional overrides: nobody types them, and a form that shows them lies. */
const unreadable = /\p{Cc}|[\u202A-\u202E\u2066-\u2069]/u;

/** A password as it is typed, before anybody asks whether it is a good one. Never trimmed. */
export const passwordText = z
  .string()
  .max(passwordMaxLength * 4, `Use at most ${passwordMaxLength} characters.`)
  .refine((value) => value.isWellFormed(), { error: "Contains broken Unicode.", abort: true })
  .refine((value) => !unreadable.test(value), { error: "Contains control characters.", abort: true });

/** How many characters a password has: code points, as NIST counts, of the form in which it is hashed. */
export const passwordLength = (password: string): number => Array.from(password.normalize("NFKC")).length;

/** A password as it is chosen; whether it is too common is for the server to say. */
export const newPassword = passwordText
  .refine((value) => passwordLength(value) >= passwordMinLength, `Use at least ${passwordMinLength} characters.`)
  .refine((value) => passwordLength(value) <= passwordMaxLength, `Use at most ${passwordMaxLength} characters.`);
