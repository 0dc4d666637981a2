import { aLinkToken, none, type Samples } from "../testing/samples.ts";
import type { invitationRouter } from "./router.ts";

export const invitationSamples = {
  inspect: () => ({ token: aLinkToken }),
  accept: () => ({
    token: aLinkToken,
    firstName: "Ada",
    lastName: "Lovelace",
    password: "correct horse battery",
  }),
  sending: none,
  stopSending: () => ({}),
} satisfies Samples<typeof invitationRouter>;
