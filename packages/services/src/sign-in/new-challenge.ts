import { newAssertionOptions } from "@portcullis/auth/factor/passkey-options";
import type { AssertionOptions } from "@portcullis/domain/passkey";
import type { PublicContext } from "../context.ts";

/** What a browser is to sign with a passkey, at the sign-in or to confirm who is there: it proves the same. Stores nothing. */
export function newChallenge(ctx: PublicContext): AssertionOptions {
  return newAssertionOptions(ctx);
}
