import { readLinkToken } from "@portcullis/auth/link-token";
import { hashToken, type SessionToken } from "@portcullis/auth/session-token";
import { invitations } from "@portcullis/db/schema/invitations";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { conflict, DomainError } from "@portcullis/domain/errors";
import { invitationRefusal } from "@portcullis/domain/invitation";
import { permissions } from "@portcullis/domain/permission";
import { and, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { nameOfUser } from "./name-of-user.ts";
import { permissionsOf } from "./permissions-of.ts";

/** One answer for unknown, used, revoked, replaced, and void because somebody's rights or account are gone. */
const invitationVoid = () =>
  new DomainError(
    "NOT_FOUND",
    "invitation_void",
    "This invitation is no longer valid: it was used, replaced or withdrawn. Ask whoever invited you for a new one.",
  );

export const invitationExpired = () =>
  conflict("invitation_void", "This invitation has expired. Ask whoever invited you for a new one.");

/** @throws {DomainError} NOT_FOUND `invitation_void` for what is no link of ours */
export function readInvitationToken(text: string): SessionToken {
  const token = readLinkToken(text);
  if (!token) throw invitationVoid();
  return token;
}

const inviter = alias(users, "inviter");

/**
 * The invitation behind a link, expired ones too, as it stands at this instant; the caller who is about to change something
 * holds the locks of the invited and the inviter.
 * @throws {DomainError} NOT_FOUND `invitation_void`, also where the inviter could not invite this person any more
 */
export async function readInvitation(tx: TenantTx, token: string) {
  const [row] = await tx
    .select({
      userId: invitations.userId,
      invitedBy: invitations.invitedBy,
      expiresAt: invitations.expiresAt,
      asksEmail: invitations.asksEmail,
      isExpired: sql<boolean>`${invitations.expiresAt} <= now()`,
      email: users.email,
      firstName: users.firstName,
      lastName: users.lastName,
      isOwner: users.isOwner,
      generation: users.generation,
      granted: permissionsOf(users.tenantId, users.id),
      tenant: { slug: tenants.slug, name: tenants.name },
      inviterName: sql<string>`${nameOfUser(inviter.tenantId, inviter.id)}`,
      inviterIsOwner: inviter.isOwner,
      inviterHolds: permissionsOf(inviter.tenantId, inviter.id),
    })
    .from(invitations)
    .innerJoin(users, and(eq(users.tenantId, invitations.tenantId), eq(users.id, invitations.userId)))
    .innerJoin(tenants, eq(tenants.id, invitations.tenantId))
    .innerJoin(inviter, and(eq(inviter.tenantId, invitations.tenantId), eq(inviter.id, invitations.invitedBy)))
    .where(
      and(
        eq(invitations.tenantId, tx.tenantId),
        eq(invitations.tokenHash, hashToken(token)),
        eq(users.status, "pending"),
        eq(inviter.status, "active"),
        eq(tenants.status, "active"),
      ),
    );
  if (!row) throw invitationVoid();
  const { inviterIsOwner: isOwner, inviterHolds, ...invitation } = row;
  const subject = { isOwner, permissions: isOwner ? permissions : inviterHolds };
  if (invitationRefusal(subject, invitation.granted)) throw invitationVoid();
  return invitation;
}
