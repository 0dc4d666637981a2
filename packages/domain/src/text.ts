import { z } from "zod";

/** Control characters, and the bidirectional overrides that make a name read as another one. */
const unprintable = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u;

/**
 * The one way text enters: well-formed Unicode in NFC, trimmed, without control characters, 1 to `max` code points long.
 * Length is checked on what is stored, after normalising.
 */
export function text(max: number) {
  return z
    .string()
    .max(max * 4, `Use at most ${max} characters.`)
    .refine((value) => value.isWellFormed(), { error: "Contains broken Unicode.", abort: true })
    .refine((value) => !unprintable.test(value), { error: "Contains control characters.", abort: true })
    .transform((value) => value.normalize("NFC").trim())
    .pipe(z.string().min(1, "May not be empty.").max(max, `Use at most ${max} characters.`));
}

/** As `text`, but the empty string is allowed and means "none": it becomes null. */
export function optionalText(max: number) {
  // Not a union: that would answer "Invalid input" whatever is wrong.
  return z
    .string()
    .nullable()
    .transform((value) => (value === "" ? null : value))
    .pipe(text(max).nullable());
}

/** RFC 5321 §4.5.3.1.3 bounds a path to 256 octets including its brackets. */
const emailMaxLength = 254;

/** zod's own rule, with last labels that are not ASCII in their `xn--` form. */
const emailForm =
  /^(?!\.)(?!.*\.\.)([A-Za-z0-9_'+\-.]*)[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+(?:[A-Za-z]{2,}|xn--[A-Za-z0-9-]{2,59})$/;

/** The domain as DNS has it: `тест.рф` and `xn--e1aybc.xn--p1ai` are one (UTS #46). Unchanged where it is none. */
function toAsciiDomain(address: string): string {
  const at = address.lastIndexOf("@");
  const domain = address.slice(at + 1);
  const isAscii = !/\P{ASCII}/u.test(domain);
  if (at < 0 || (isAscii && !domain.includes("xn--")) || /[/?#:@\\[\]\s]/.test(domain)) return address;
  const url = `http://${domain}/`;
  return URL.canParse(url) ? `${address.slice(0, at)}@${new URL(url).hostname}` : address;
}

/** An e-mail address as stored and compared: trimmed, NFC, lower case, its domain in ASCII. */
export const email = text(emailMaxLength)
  .transform((value) => toAsciiDomain(value.toLowerCase()))
  .pipe(z.email({ pattern: emailForm, error: "Not an e-mail address." }).max(emailMaxLength, "Not an e-mail address."));

/** A tenant's name in the sign-in form and on the command line: `acme`, `globex-emea`. */
export const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "Use lower-case letters, digits and inner hyphens, at most 63.");

/** Characters of the free words that an administrator leaves with the deactivation of a user or a device. */
export const reasonMaxLength = 500;
