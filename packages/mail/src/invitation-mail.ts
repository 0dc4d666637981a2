import type { Mail } from "./mailer.ts";
import { timestamp } from "./timestamp.ts";

/** What somebody reads who is invited. The link is the only one in it, on a line of its own. */
export function invitationMail(of: {
  readonly to: string;
  readonly tenantName: string;
  readonly inviterName: string;
  readonly link: string;
  readonly expiresAt: Date;
}): Mail {
  const { to, tenantName, inviterName, link } = of;
  return {
    to,
    subject: `${inviterName} invites you to ${tenantName}`,
    text: `Hello,

${inviterName} invites you to the network of ${tenantName}. Open this link to choose a password and sign in:

${link}

It is for you alone, works once, and expires on ${timestamp(of.expiresAt)}. Do not pass it on: whoever opens it first can activate your account.

If you do not know ${inviterName} or ${tenantName}, ignore this mail; then nothing happens.
`,
  };
}
