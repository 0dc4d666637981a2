import { hashPassword } from "@portcullis/auth/password";
import { assertAcceptablePassword } from "@portcullis/auth/password-rules";
import { withTenant } from "@portcullis/db/tenant";
import { badRequest } from "@portcullis/domain/errors";
import { acceptedInvitation, acceptInvitation as acceptInvitationInput } from "@portcullis/domain/invitation";
import { invitationExpired, readInvitation, readInvitationToken } from "../internal/read-invitation.ts";
import { useCase } from "../kernel/use-case.ts";
import { activateInvitedAccount } from "./take-up-invitation.ts";

/**
 * Activates an invited account with names and password; of concurrent calls one succeeds. The password is hashed between two
 * reads of the invitation: not for links that open nothing, and not while a lock is held.
 * @throws {DomainError} NOT_FOUND `invitation_void` · CONFLICT `invitation_void` once expired · BAD_REQUEST
 * `password_refused`, `input_invalid` where the link asks for the address it was made for and gets another one · TOO_MANY_REQUESTS `busy`
 */
export const acceptInvitation = useCase(
  { access: { anybody: true }, audit: "user.invitation_accepted" },
  acceptInvitationInput,
  acceptedInvitation,
  async (ctx, input) => {
    const link = readInvitationToken(input.token);
    const { firstName, lastName } = input;
    const seen = await withTenant(ctx.db, link.tenantId, (tx) => readInvitation(tx, link.token));
    if (seen.isExpired) throw invitationExpired();
    if (seen.asksEmail && input.email !== seen.email) {
      throw badRequest("input_invalid", "This invitation link is for a different e-mail address.", "email");
    }
    const { slug, name } = seen.tenant;
    const about = [seen.email, firstName, lastName, slug, name].flatMap((word) => word ?? []);
    assertAcceptablePassword(input.password, { about });
    const passwordHash = await hashPassword(input.password);
    await activateInvitedAccount(ctx, { link, seen, profile: { firstName, lastName }, passwordHash });
    return { tenant: slug, email: seen.email };
  },
);
