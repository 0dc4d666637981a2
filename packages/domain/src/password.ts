import { z } from "zod";

/** Characters of a password that somebody chooses (NIST SP 800-63B §3.1.1.2 asks for at least 8, and for room to 64). */
export const passwordMinLength = 12;
const passwordMaxLength = 1024;

/** A password as it is chosen: nothing is trimmed or rewritten, and spaces are characters like any other. */
export const newPassword = z
  .string()
  .min(passwordMinLength, `Use at least ${passwordMinLength} characters.`)
  .max(passwordMaxLength, `Use at most ${passwordMaxLength} characters.`)
  .refine((value) => value.isWellFormed() && !/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(value), {
    error: "Contains characters that cannot be typed.",
  });
