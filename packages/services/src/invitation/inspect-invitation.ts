import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { InspectInvitation, InvitationView } from "@portcullis/domain/invitation";
import type { PublicContext } from "../context.ts";
import { readInvitation, readInvitationToken } from "../internal/read-invitation.ts";

/**
 * What the invited see before they accept, expired or not.
 * @throws {DomainError} NOT_FOUND `invitation_void`
 */
export async function inspectInvitation(ctx: PublicContext, input: InspectInvitation): Promise<InvitationView> {
  const { tenantId, token } = readInvitationToken(input.token);
  const found = await withTenantReadOnly(ctx.db, tenantId, (tx) => readInvitation(tx, token));
  const { tenant, inviterName: inviter, email, firstName, lastName, expiresAt, isExpired, asksEmail } = found;
  const person = asksEmail ? { email: null, firstName: null, lastName: null } : { email, firstName, lastName };
  return { tenant, inviter, ...person, expiresAt, status: isExpired ? "expired" : "open" };
}
