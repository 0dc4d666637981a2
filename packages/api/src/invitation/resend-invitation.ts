import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { resentInvitation } from "@portcullis/domain/invitation";
import { userById } from "@portcullis/domain/user/user";
import { and, eq } from "drizzle-orm";
import { lockActorAndTarget } from "../kernel/locks.ts";
import { assertMailCounted } from "../kernel/mail-budget.ts";
import { useCase } from "../kernel/use-case.ts";
import { handOverInvitation, readInvitingParty, writeInvitation } from "./internal.ts";
import { invitationForms, inviteAgainRefusal, recordInvitations } from "./invitation-forms.ts";

/**
 * Invites a pending user again, in the caller's name: a new link for seven days, which replaces the one before. Also for users
 * who were imported or returned to pending.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling` · CONFLICT `invitation_not_open` where
 * the user is not pending · TOO_MANY_REQUESTS `too_many_attempts` within a minute of the last mail to that address, or
 * where the mails of the hour are used up
 */
export const resendInvitation = useCase(
  {
    access: { permission: "user:invite" },
    subject: "user",
    audit: "user.invitation_resent",
    bulk: { "user.invite": invitationForms.invite, "user.resendInvitation": invitationForms.resend },
  },
  userById,
  resentInvitation,
  async (ctx, input) => {
    const { tenantId } = ctx.principal;
    const { party, ...invitation } = await withTenant(ctx.db, tenantId, async (tx) => {
      const { actor, target } = await lockActorAndTarget(tx, ctx, input.id);
      const refusal = inviteAgainRefusal(actor, target);
      if (refusal) throw refusal;
      const email = await readEmail(tx, target.id);
      const fresh = await writeInvitation(tx, { userId: target.id, invitedBy: actor.id });
      await recordInvitations(tx, actor, "user.invitation_resent", [target.id]);
      const by = await readInvitingParty(tx, actor.id);
      await assertMailCounted(tx, {
        to: email,
        by: { userId: actor.id },
        isSent: ctx.mailer.isOn,
        perHour: ctx.mailer.perHour,
      });
      return { ...fresh, email, party: by };
    });
    return handOverInvitation(ctx, invitation, party);
  },
);

async function readEmail(tx: TenantTx, userId: string): Promise<string> {
  const isTheUser = and(eq(users.tenantId, tx.tenantId), eq(users.id, userId));
  const [row] = await tx.select({ email: users.email }).from(users).where(isTheUser);
  if (!row) throw new Error("A locked user no longer exists.");
  return row.email;
}
