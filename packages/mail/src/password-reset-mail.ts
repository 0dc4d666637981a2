import type { Mail } from "./mailer.ts";
import { timestamp } from "./timestamp.ts";

/** The mail with a link that sets a password anew. */
export function passwordResetMail(of: {
  readonly to: string;
  readonly tenant: string;
  readonly link: string;
  readonly expiresAt: Date;
  /** The person asked for it themselves; else an administrator made it. */
  readonly isAskedFor: boolean;
}): Mail {
  const why = of.isAskedFor
    ? `Somebody, hopefully you, asked for a new password for your account of ${of.tenant}.`
    : `An administrator of ${of.tenant} made a link for you to set a new password.`;
  const unless = of.isAskedFor
    ? "If it was not you, do nothing: your password stays as it is."
    : "If you did not expect this link, ask your administrator before you use it. Until then your password stays as it is.";
  return {
    to: of.to,
    subject: `Set a new password for ${of.tenant}`,
    text: [
      "Hello,",
      `${why} Set it here:`,
      of.link,
      `The link works once, until ${timestamp(of.expiresAt)}. Using it signs you out everywhere; your second factor stays as it is.`,
      unless,
    ].join("\n\n"),
  };
}
