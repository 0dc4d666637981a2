import { z } from "zod";
import type { ErrorReason } from "./errors.ts";
import { id, linkToken } from "./ids.ts";
import { mailOutcome } from "./mail.ts";
import { passwordText } from "./password.ts";
import type { Permission } from "./permission.ts";
import { email } from "./text.ts";
import { timestamp } from "./timestamp.ts";
import { type AuthorizationSubject, grantRefusal, permissionRefusal, type Refusal } from "./user/governance.ts";
import { personName } from "./user/user.ts";

/** Days for which an invitation can be accepted. */
export const invitationDays = 7;

/** Seconds between two mails to the same person, whoever asks for them. */
export const resendAfterSeconds = 60;

/** How many people one call invites, and how many roles and groups it names. */
export const invitedMax = 100;
const grantsMax = 50;

export const invitedPerson = z.strictObject({
  email,
  firstName: personName.optional(),
  lastName: personName.optional(),
});
export type InvitedPerson = z.infer<typeof invitedPerson>;

/** Without a role everybody becomes a member. */
export const inviteUsers = z.strictObject({
  people: z
    .array(invitedPerson)
    .min(1, "Name at least one person.")
    .max(invitedMax, `At most ${invitedMax} people at once.`),
  roleIds: z.array(id).max(grantsMax).default([]),
  groupIds: z.array(id).max(grantsMax).default([]),
});
export type InviteUsers = z.infer<typeof inviteUsers>;

/** The link is the invitation: whoever holds it can take up the account. It is shown once and stored nowhere. */
const handedOver = { link: z.string(), mail: mailOutcome, expiresAt: timestamp };

export const resentInvitation = z.strictObject(handedOver);
export type ResentInvitation = z.infer<typeof resentInvitation>;

/** One for each line, in the order of the lines: a refused one stops no other. */
export const invitationResult = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("invited"), email: z.string(), userId: id, ...handedOver }),
  z.strictObject({
    outcome: z.literal("refused"),
    email: z.string(),
    reason: z.custom<ErrorReason>((value) => typeof value === "string"),
    /** A sentence for people. */
    message: z.string(),
  }),
]);
export type InvitationResult = z.infer<typeof invitationResult>;
export const invitationResults = z.strictObject({ results: z.array(invitationResult) });

export const inspectInvitation = z.strictObject({ token: linkToken });
export type InspectInvitation = z.infer<typeof inspectInvitation>;

/** What the invited see before they accept. */
export const invitationView = z.strictObject({
  tenant: z.strictObject({ slug: z.string(), name: z.string() }),
  /** Whoever invited: a name, or the e-mail of somebody without one. */
  inviter: z.string(),
  /** Null where they have to name it themselves: the link came out of a file with many. */
  email: z.string().nullable(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  expiresAt: timestamp,
  status: z.enum(["open", "expired"]),
});
export type InvitationView = z.infer<typeof invitationView>;

export const acceptInvitation = z.strictObject({
  token: linkToken,
  /** Whom the link was made for, where `invitation.inspect` does not say it. */
  email: email.optional(),
  firstName: personName,
  lastName: personName,
  password: passwordText,
});
export type AcceptInvitation = z.infer<typeof acceptInvitation>;

/** What to sign in with now. */
export const acceptedInvitation = z.strictObject({ tenant: z.string(), email: z.string() });
export type AcceptedInvitation = z.infer<typeof acceptedInvitation>;

/**
 * Whether somebody may let a person in who would hold `granted`: an invitation is a grant, made by whoever holds its link.
 * Asked when it is made, and again when it is accepted.
 */
export function invitationRefusal(
  inviter: Pick<AuthorizationSubject, "isOwner" | "permissions">,
  granted: readonly Permission[],
): Refusal | undefined {
  const needed = granted.length > 0 ? (["user:invite", "role:assign"] as const) : (["user:invite"] as const);
  return permissionRefusal(inviter, needed) ?? grantRefusal(inviter, granted);
}
