import { newLinkToken, readLinkToken } from "@portcullis/auth/link-token";
import { hashToken, type SessionToken } from "@portcullis/auth/session-token";
import { bulkOperations } from "@portcullis/db/schema/bulk";
import { invitationRuns } from "@portcullis/db/schema/invitation-queue";
import { invitations } from "@portcullis/db/schema/invitations";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { conflict, DomainError, unauthorized } from "@portcullis/domain/errors";
import { invitationDays, invitationRefusal, type ResentInvitation } from "@portcullis/domain/invitation";
import { type Permission, permissionsHeld } from "@portcullis/domain/permission";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { invitationMail } from "@portcullis/runtime/mail/mails";
import { and, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { PublicContext } from "../kernel/context.ts";
import { nameOfUser, permissionsOf } from "../user/internal.ts";

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
  const subject = { isOwner, permissions: permissionsHeld({ isOwner, granted: inviterHolds }) };
  if (invitationRefusal(subject, invitation.granted)) throw invitationVoid();
  return invitation;
}

/** A fresh invitation in the place of whatever was there: an older link opens nothing any more. */
export interface FreshInvitation {
  /** The secret of the link, for this once: what is stored is its hash. */
  readonly token: string;
  readonly expiresAt: Timestamp;
}

export async function writeInvitation(
  tx: TenantTx,
  of: { readonly userId: string; readonly invitedBy: string; readonly batchId?: string },
): Promise<FreshInvitation> {
  const { token, text } = newLinkToken(tx.tenantId);
  const fresh = {
    tokenHash: hashToken(token),
    invitedBy: of.invitedBy,
    createdAt: sql`now()`,
    batchId: of.batchId ?? null,
    handedOverAt: null,
    asksEmail: false,
    expiresAt: sql`now() + make_interval(days => ${invitationDays}::int)`,
  };
  const [written] = await tx
    .insert(invitations)
    .values({ tenantId: tx.tenantId, userId: of.userId, ...fresh })
    .onConflictDoUpdate({ target: [invitations.tenantId, invitations.userId], set: fresh })
    .returning({ expiresAt: invitations.expiresAt });
  if (!written) throw new Error("The invitation was not written.");
  return { token: text, ...written };
}

/** @throws {DomainError} UNAUTHORIZED when the inviter is gone meanwhile */
export async function readInvitingParty(tx: TenantTx, inviterId: string): Promise<InvitingParty> {
  const [party] = await tx
    .select({
      tenantName: tenants.name,
      inviterName: sql<string>`${nameOfUser(users.tenantId, users.id)}`,
    })
    .from(users)
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, inviterId)));
  if (!party) throw unauthorized();
  return party;
}

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

/** Of users joined with `invitationOfUser`: pending, and without an open invitation. One whose mail was never taken counts as none. */
export const isUninvited = and(
  eq(users.status, "pending"),
  sql`(${invitations.userId} is null or ${invitations.expiresAt} <= now()
    or (${invitations.batchId} is not null and ${invitations.handedOverAt} is null))`,
);

export const invitationOfUser = and(eq(invitations.tenantId, users.tenantId), eq(invitations.userId, users.id));

/** The bulk operation that queued a run, which has its id; none where an operator did. */
export const operationOfRun = and(
  eq(bulkOperations.tenantId, invitationRuns.tenantId),
  eq(bulkOperations.id, invitationRuns.id),
);

/**
 * In whose name a run invites: of whoever started its bulk operation; of an operator's in the owner's, who is always able to
 * invite when the link is used.
 */
export async function readInviter(
  tx: TenantTx,
  runId: string,
): Promise<{ readonly id: string; readonly isOperators: boolean }> {
  const [operation] = await tx
    .select({ requestedBy: bulkOperations.requestedBy })
    .from(bulkOperations)
    .where(and(eq(bulkOperations.tenantId, tx.tenantId), eq(bulkOperations.id, runId)));
  if (operation) return { id: operation.requestedBy, isOperators: false };
  return { id: await readOwnerId(tx), isOperators: true };
}

/** Whether somebody may still let a person in who holds this, as `invitationRefusal` says. */
export async function mayStillInvite(
  tx: TenantTx,
  inviterId: string,
  granted: readonly Permission[],
): Promise<boolean> {
  const [row] = await tx
    .select({ isOwner: users.isOwner, granted: permissionsOf(users.tenantId, users.id) })
    .from(users)
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, inviterId), eq(users.status, "active")));
  return row !== undefined && !invitationRefusal({ ...row, permissions: permissionsHeld(row) }, granted);
}

/** Whoever invites must be able to invite when the link is used: the owner always is. */
export async function readOwnerId(tx: TenantTx): Promise<string> {
  const [owner] = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.isOwner, true)));
  if (!owner) throw new Error("The tenant has no owner who could invite.");
  return owner.id;
}
