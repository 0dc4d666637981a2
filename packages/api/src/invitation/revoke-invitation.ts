import { recordAudit } from "@portcullis/db/audit";
import { invitations } from "@portcullis/db/schema/invitations";
import { withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import { userById, userDetail } from "@portcullis/domain/user/user";
import { and, eq } from "drizzle-orm";
import { byUser, lockActorAndTarget } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { readUserDetail } from "../user/get-user.ts";

/**
 * Voids the link of a pending user, who stays and can be invited again. Safe to repeat: a second call finds none and leaves
 * no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling` · CONFLICT `invitation_not_open` where
 * the user is not pending
 */
export const revokeInvitation = useCase(
  { access: { permission: "user:invite" }, subject: "user", audit: "user.invitation_revoked" },
  userById,
  userDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target } = await lockActorAndTarget(tx, ctx, input.id);
      assertNotRefused(ceilingRefusal(actor, target));
      if (target.status !== "pending") {
        throw conflict(
          "invitation_not_open",
          `Only a pending user has an invitation, and this user is ${target.status === "inactive" ? "deactivated" : target.status}.`,
        );
      }
      const revoked = await tx
        .delete(invitations)
        .where(and(eq(invitations.tenantId, tx.tenantId), eq(invitations.userId, target.id)))
        .returning({ userId: invitations.userId });
      if (revoked.length > 0) {
        await recordAudit(tx, {
          action: "user.invitation_revoked",
          actor: byUser(actor),
          target: { kind: "user", id: target.id },
          subjectId: target.id,
        });
      }
      return readUserDetail(tx, target.id);
    }),
);
