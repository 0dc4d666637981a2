import { aLinkToken, none, type Samples } from "../testing/samples.ts";
import type { passwordResetRouter, signInRouter } from "./router.ts";

export const signInSamples = { challenge: none } satisfies Samples<typeof signInRouter>;

export const passwordResetSamples = {
  request: () => ({ tenant: "acme", email: "ada@people.test" }),
  inspect: () => ({ token: aLinkToken }),
  complete: () => ({ token: aLinkToken, password: "correct horse battery staple" }),
} satisfies Samples<typeof passwordResetRouter>;
