import { newAssertionOptions } from "@portcullis/auth/factor/passkey-options";
import { assertionOptions } from "@portcullis/domain/passkey";
import { noInput, useCase } from "../kernel/use-case.ts";

/** What a browser is to sign with a passkey, at the sign-in or to confirm who is there: it proves the same. Stores nothing. */
export const newChallenge = useCase({ access: { anybody: true } }, noInput, assertionOptions, async (ctx) =>
  newAssertionOptions(ctx),
);
