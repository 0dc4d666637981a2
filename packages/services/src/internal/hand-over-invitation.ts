import type { ResentInvitation } from "@portcullis/domain/invitation";
import { invitationMail } from "@portcullis/mail/invitation-mail";
import type { PublicContext } from "../context.ts";
import type { FreshInvitation } from "./write-invitation.ts";

/** Who invites whither, as the mail tells it. */
export interface InvitingParty {
  readonly tenantName: string;
  readonly inviterName: string;
}

/**
 * The link of an invitation that is committed, and what became of its mail. The secret stands in the fragment: browsers
 * send that to no server, so it is in nobody's log.
 */
export async function handOverInvitation(
  ctx: Pick<PublicContext, "mailer" | "publicUrl">,
  invitation: FreshInvitation & { readonly email: string },
  by: InvitingParty,
): Promise<ResentInvitation> {
  const { email, token, expiresAt } = invitation;
  const link = new URL(`/invitation#${token}`, ctx.publicUrl).href;
  const mail = await ctx.mailer.send(invitationMail({ to: email, link, expiresAt, ...by }));
  return { link, mail, expiresAt };
}
