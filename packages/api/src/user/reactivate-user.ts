import { withTenantSent } from "@portcullis/db/tenant";
import { userById, userDetail } from "@portcullis/domain/user/user";
import { changeOneAndRead } from "../kernel/change-set.ts";
import { useCase } from "../kernel/use-case.ts";
import { lifecycleForms } from "./change-lifecycle.ts";
import { readUserDetailBehind } from "./get-user.ts";

/**
 * Lets the user in again (or back to pending, where never accepted) and has the cascade restore what the deactivation switched off. Safe to repeat.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `owner_protected`, `self_protected`, `privilege_ceiling`
 */
export const reactivateUser = useCase(
  {
    access: { permission: "user:deactivate" },
    subject: "user",
    audit: "user.reactivated",
    bulk: { "user.reactivate": lifecycleForms.reactivate },
  },
  userById,
  userDetail,
  (ctx, input) =>
    withTenantSent(ctx.db, ctx.principal.tenantId, (tx) =>
      changeOneAndRead(lifecycleForms.reactivate, tx, ctx, {
        id: input.id,
        input: {},
        read: () => readUserDetailBehind(ctx, tx, input.id),
      }),
    ),
);
