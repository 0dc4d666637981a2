import { aLinkToken, type Samples } from "../testing/samples.ts";
import type { passwordResetRouter } from "./router.ts";

export const passwordResetSamples = {
  request: () => ({ tenant: "acme", email: "ada@people.test" }),
  inspect: () => ({ token: aLinkToken }),
  complete: () => ({ token: aLinkToken, password: "correct horse battery staple" }),
} satisfies Samples<typeof passwordResetRouter>;
