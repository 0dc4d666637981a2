import { type Timestamp, toDate } from "@portcullis/domain/timestamp";
import type { Mail } from "./mailer.ts";

const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short", timeZone: "UTC" });

/** A time as a mail tells it: whoever reads it may be anywhere. */
const timestampText = (at: Timestamp): string => `${format.format(toDate(at))} UTC`;

/** What somebody reads who is invited. The link is the only one in it, on a line of its own. */
export function invitationMail(of: {
  readonly to: string;
  readonly tenantName: string;
  readonly inviterName: string;
  readonly link: string;
  readonly expiresAt: Timestamp;
}): Mail {
  const { to, tenantName, inviterName, link } = of;
  return {
    to,
    subject: `${inviterName} invites you to ${tenantName}`,
    text: `Hello,

${inviterName} invites you to the network of ${tenantName}. Open this link to choose a password and sign in:

${link}

It is for you alone, works once, and expires on ${timestampText(of.expiresAt)}. Do not pass it on: whoever opens it first can activate your account.

If you do not know ${inviterName} or ${tenantName}, ignore this mail; then nothing happens.
`,
  };
}

/** What the owner of a tenant reads when somebody else switched off a device of theirs. */
export function ownerDeviceMail(of: {
  readonly to: string;
  readonly tenant: string;
  readonly by: string;
  readonly device: string;
  readonly reason: string;
}): Mail {
  const { to, tenant, by, device, reason } = of;
  return {
    to,
    subject: `${by} deactivated your device ${device}`,
    text: [
      "Hello,",
      `${by} deactivated your device ${device} in the network of ${tenant}. The reason given:`,
      reason,
      "It cannot connect until you reactivate it in the console. If you did not expect this, check the audit log and who may deactivate devices.",
    ].join("\n\n"),
  };
}

/** The mail with a link that sets a password anew. */
export function passwordResetMail(of: {
  readonly to: string;
  readonly tenant: string;
  readonly link: string;
  readonly expiresAt: Timestamp;
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
      `The link works once, until ${timestampText(of.expiresAt)}. Using it signs you out everywhere; your second factor stays as it is.`,
      unless,
    ].join("\n\n"),
  };
}
