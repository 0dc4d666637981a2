import { withTenant } from "@portcullis/db/tenant";
import { userById, userDetail } from "@portcullis/domain/user/user";
import { changeOne } from "../kernel/change-set.ts";
import { useCase } from "../kernel/use-case.ts";
import { readUserDetail } from "../user/get-user.ts";
import { invitationForms } from "./invitation-forms.ts";

/**
 * Voids the link of a pending user, and the mail that is queued for them; they stay and can be invited again. Safe to repeat: a second call finds none and leaves
 * no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling` · CONFLICT `invitation_not_open` where
 * the user is not pending
 */
export const revokeInvitation = useCase(
  {
    access: { permission: "user:invite" },
    subject: "user",
    audit: "user.invitation_revoked",
    bulk: { "user.revokeInvitation": invitationForms.revoke },
  },
  userById,
  userDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      await changeOne(invitationForms.revoke, tx, ctx, input.id, {});
      return readUserDetail(tx, input.id);
    }),
);
