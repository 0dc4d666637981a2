import { badRequest } from "@portcullis/domain/errors";
import { passwordLength, passwordMaxLength, passwordMinLength } from "@portcullis/domain/password";
import { dictionary } from "@zxcvbn-ts/language-common";

/** Shorter words than this may stand about everywhere: a password is not refused for being made of them. */
const partMinLength = 3;

/** Of the product itself: what somebody would try here first. */
const productNames = ["portcullis"];

/**
 * Refuses a bad password by NIST SP 800-63B-4 §3.1.1.2 and OWASP's Authentication Cheat Sheet: length, a list of common
 * passwords, no rules of composition. The whole password is compared with common ones (one, or two in a row), with a repeated
 * piece, and with what is known about the person.
 * @param context.about e-mail, names, the tenant's slug and name: whatever stands beside the password; empty ones count for nothing
 * @throws {DomainError} BAD_REQUEST `password_refused` with a sentence that says what to do
 */
export function assertAcceptablePassword(
  password: string,
  context: { readonly about: readonly string[]; readonly field?: string },
): void {
  const sentence = whatIsWrong(password, context.about);
  if (sentence) throw badRequest("password_refused", sentence, context.field ?? "password");
}

function whatIsWrong(password: string, about: readonly string[]): string | undefined {
  const length = passwordLength(password);
  if (length < passwordMinLength) {
    return `Use at least ${passwordMinLength} characters. Several words in a row are easy to remember.`;
  }
  if (length > passwordMaxLength) return `Use at most ${passwordMaxLength} characters.`;
  const folded = fold(password);
  if (isRepeated(folded)) return "This repeats the same characters. Use several unrelated words.";
  if (isCommon(folded)) return "This is a common password, which attackers try first. Use several words of your own.";
  if (isMadeOf(folded, about))
    return "This is made of your name, e-mail, organisation or the name of this product. Use words that nobody would connect with you.";
  return undefined;
}

const fold = (value: string) => value.normalize("NFKC").toLowerCase();

let known: Set<string> | undefined;

/** Some 49,000 passwords out of leaks, most tried first, made ready when first asked for. */
function commonPasswords(): ReadonlySet<string> {
  known ??= new Set(dictionary["passwords-common"].map(fold));
  return known;
}

/** The lists hold few passwords of a decent length; people reach it by putting two of them together: `password1234`. */
function isCommon(folded: string): boolean {
  const common = commonPasswords();
  if (common.has(folded)) return true;
  for (let cut = partMinLength; cut <= folded.length - partMinLength; cut++) {
    if (common.has(folded.slice(0, cut)) && common.has(folded.slice(cut))) return true;
  }
  return false;
}

/** `aaaaaaaaaaaaaaa`, `abcabcabcabcabc`, `passwordpassword`. The rest may be a piece begun once more. */
function isRepeated(folded: string): boolean {
  for (let size = 1; size <= folded.length / 2; size++) {
    if (
      folded ===
      folded
        .slice(0, size)
        .repeat(Math.ceil(folded.length / size))
        .slice(0, folded.length)
    )
      return true;
  }
  return false;
}

/** Whether nothing is left of it but signs and digits, once what is known about the person is taken out. */
function isMadeOf(folded: string, about: readonly string[]): boolean {
  const words = [...productNames, ...about]
    .map(fold)
    .flatMap((value) => [value].concat(value.split(/[^\p{L}\p{N}]+/u)))
    .filter((word) => word.length >= partMinLength)
    .toSorted((a, b) => b.length - a.length);
  const rest = words.reduce((left, word) => left.replaceAll(word, ""), folded);
  return rest !== folded && !/\p{L}/u.test(rest);
}
