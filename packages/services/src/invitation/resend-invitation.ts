import { recordAudit } from "@portcullis/db/audit";
import { invitations } from "@portcullis/db/schema/invitations";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { conflict, DomainError } from "@portcullis/domain/errors";
import { invitationRefusal, type ResentInvitation, resendAfterSeconds } from "@portcullis/domain/invitation";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import type { UserById } from "@portcullis/domain/user/user";
import { and, eq, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { handOverInvitation } from "../internal/hand-over-invitation.ts";
import { byUser, lockActorAndTarget } from "../internal/lock-actor-and-target.ts";
import { readInvitingParty } from "../internal/read-inviting-party.ts";
import { writeInvitation } from "../internal/write-invitation.ts";

/**
 * Invites a pending user anew: a fresh link and another seven days, in the name of whoever asks. Also the way for who was
 * imported, or came back to pending. The link before it is void.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling` · CONFLICT `invitation_not_open` where
 * the user is not pending · TOO_MANY_REQUESTS `too_many_attempts` within a minute of the one before
 */
export async function resendInvitation(ctx: ServiceContext, input: UserById): Promise<ResentInvitation> {
  const { tenantId } = ctx.principal;
  const { party, ...invitation } = await withTenant(ctx.db, tenantId, async (tx) => {
    const { actor, target } = await lockActorAndTarget(tx, ctx.principal, input.id, { permission: "user:invite" });
    assertNotRefused(ceilingRefusal(actor, target));
    if (target.status !== "pending") {
      throw conflict("invitation_not_open", `There is nothing to accept for a user who is ${target.status}.`);
    }
    assertNotRefused(invitationRefusal(actor, target.permissions));
    const email = await readEmail(tx, target.id);
    const fresh = await writeInvitation(tx, { userId: target.id, invitedBy: actor.id });
    await recordAudit(tx, {
      action: "user.invitation_resent",
      actor: byUser(actor),
      target: { kind: "user", id: target.id },
      subjectId: target.id,
    });
    return { ...fresh, email, party: await readInvitingParty(tx, actor.id) };
  });
  return handOverInvitation(ctx, invitation, party);
}

/** The address to write to, where the last mail to it is not too fresh. */
async function readEmail(tx: TenantTx, userId: string): Promise<string> {
  const [row] = await tx
    .select({
      email: users.email,
      wait: sql<
        number | null
      >`ceil(extract(epoch from ${invitations.createdAt} - now()) + ${resendAfterSeconds}::int)::int`,
    })
    .from(users)
    .leftJoin(invitations, and(eq(invitations.tenantId, users.tenantId), eq(invitations.userId, users.id)))
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId)));
  const wait = row?.wait ?? 0;
  if (wait > 0) {
    throw new DomainError("TOO_MANY_REQUESTS", "too_many_attempts", `This was sent just now. Wait ${wait} s.`, {
      retryAfter: wait,
    });
  }
  return row?.email ?? "";
}
