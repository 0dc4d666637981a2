import { withTenant } from "@portcullis/db/tenant";
import { assertNotRefused, lifecycleRefusal } from "@portcullis/domain/user/governance";
import { nextUserStatus } from "@portcullis/domain/user/lifecycle";
import { userById, userDetail } from "@portcullis/domain/user/user";
import { lockActorAndTarget } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { changeLifecycle } from "./change-lifecycle.ts";
import { readUserDetail } from "./get-user.ts";

/**
 * Lets the user in again (or back to pending, where never accepted) and has the cascade restore what the deactivation switched off. Safe to repeat.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `owner_protected`, `self_protected`, `privilege_ceiling`
 */
export const reactivateUser = useCase(
  { access: { permission: "user:deactivate" }, subject: "user", audit: "user.reactivated" },
  userById,
  userDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target } = await lockActorAndTarget(tx, ctx, input.id);
      assertNotRefused(lifecycleRefusal(actor, target));
      const status = nextUserStatus(target, "reactivate");
      if (status !== target.status) await changeLifecycle(tx, { actor, target, status, kind: "reactivate" });
      return readUserDetail(tx, target.id);
    }),
);
