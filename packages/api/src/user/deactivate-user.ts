import { withTenantSent } from "@portcullis/db/tenant";
import { deactivateUser as deactivateUserInput, userDetail } from "@portcullis/domain/user/user";
import { changeOneAndRead } from "../kernel/change-set.ts";
import { useCase } from "../kernel/use-case.ts";
import { lifecycleForms } from "./change-lifecycle.ts";
import { readUserDetailBehind } from "./get-user.ts";

/**
 * Ends the user's access at commit and leaves the devices to the cascade. Safe to repeat: a second call changes nothing.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `owner_protected`, `self_protected`, `privilege_ceiling`,
 * `confirmation_required` · TOO_MANY_REQUESTS `brake`
 */
export const deactivateUser = useCase(
  {
    access: { permission: "user:deactivate" },
    subject: "user",
    audit: "user.deactivated",
    bulk: { "user.deactivate": lifecycleForms.deactivate },
  },
  deactivateUserInput,
  userDetail,
  (ctx, input) =>
    withTenantSent(ctx.db, ctx.principal.tenantId, (tx) =>
      changeOneAndRead(lifecycleForms.deactivate, tx, ctx, {
        id: input.id,
        input,
        read: () => readUserDetailBehind(ctx, tx, input.id),
      }),
    ),
);
