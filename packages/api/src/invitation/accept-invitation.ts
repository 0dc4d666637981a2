import { hashPassword } from "@portcullis/auth/password";
import { assertAcceptablePassword } from "@portcullis/auth/password-rules";
import type { SessionToken } from "@portcullis/auth/session-token";
import { credentials } from "@portcullis/db/schema/credentials";
import { withTenant, withTenantReadOnly } from "@portcullis/db/tenant";
import { badRequest } from "@portcullis/domain/errors";
import {
  acceptedInvitation,
  acceptInvitation as acceptInvitationInput,
  inspectInvitation as inspectInvitationInput,
  invitationView,
} from "@portcullis/domain/invitation";
import type { PublicContext } from "../kernel/context.ts";
import { lockMakerAndRecipient } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { activateAccount } from "../user/change-lifecycle.ts";
import { invitationExpired, readInvitation, readInvitationToken } from "./internal.ts";

/**
 * What the invited see before they accept, expired or not.
 * @throws {DomainError} NOT_FOUND `invitation_void`
 */
export const inspectInvitation = useCase(
  { access: { anybody: true } },
  inspectInvitationInput,
  invitationView,
  async (ctx, input) => {
    const { tenantId, token } = readInvitationToken(input.token);
    const found = await withTenantReadOnly(ctx.db, tenantId, (tx) => readInvitation(tx, token));
    const { tenant, inviterName: inviter, email, firstName, lastName, expiresAt, isExpired, asksEmail } = found;
    const person = asksEmail ? { email: null, firstName: null, lastName: null } : { email, firstName, lastName };
    const status = isExpired ? ("expired" as const) : ("open" as const);
    return { tenant, inviter, ...person, expiresAt, status };
  },
);

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

/**
 * The one transaction of an acceptance: locks the two people whom the link was seen to be about, then looks at everything
 * anew. It succeeds once for a link.
 * @throws {DomainError} NOT_FOUND `invitation_void` · CONFLICT `invitation_void` once expired
 */
export async function activateInvitedAccount(
  ctx: Pick<PublicContext, "db" | "from">,
  of: {
    readonly link: SessionToken;
    readonly seen: { readonly userId: string; readonly invitedBy: string };
    readonly profile: { readonly firstName: string | null; readonly lastName: string | null };
    readonly passwordHash: string;
  },
): Promise<void> {
  const { link, seen, profile, passwordHash } = of;
  const { tenantId } = link;
  await withTenant(ctx.db, tenantId, async (tx) => {
    await lockMakerAndRecipient(tx, seen.invitedBy, seen.userId);
    const found = await readInvitation(tx, link.token);
    if (found.isExpired) throw invitationExpired();
    const { userId: id, isOwner, generation, granted: permissions } = found;
    const target = { id, isOwner, generation, permissions, status: "pending", hasAccepted: false } as const;
    await activateAccount(tx, { target, from: ctx.from, profile });
    await tx.insert(credentials).values({ tenantId, userId: id, passwordHash });
  });
}
