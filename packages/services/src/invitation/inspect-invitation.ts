import { withTenantReadOnly } from "@portcullis/db/tenant";
import { inspectInvitation as inspectInvitationInput, invitationView } from "@portcullis/domain/invitation";
import { readInvitation, readInvitationToken } from "../internal/read-invitation.ts";
import { useCase } from "../kernel/use-case.ts";

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
