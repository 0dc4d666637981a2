import { badRequest } from "@portcullis/domain/errors";
import { passwordMinLength } from "@portcullis/domain/password";

/**
 * Whether a password may be chosen at all.
 * @param of.about words that a guesser would try first: the person's names, e-mail, organisation
 * @throws {DomainError} BAD_REQUEST `password_refused`
 */
export function assertAcceptablePassword(password: string, of: { readonly about: readonly string[] }): void {
  const letters = Array.from(password);
  if (letters.length < passwordMinLength || of.about.some((word) => word.toLowerCase() === password.toLowerCase())) {
    throw badRequest("password_refused", "Choose a longer password, and not your own name.", "password");
  }
}
