import { withTenant } from "@portcullis/db/tenant";
import { assertNotRefused, lifecycleRefusal } from "@portcullis/domain/user/governance";
import { nextUserStatus } from "@portcullis/domain/user/lifecycle";
import { deactivateUser as deactivateUserInput, userDetail } from "@portcullis/domain/user/user";
import { lockActorAndTarget } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { changeLifecycle } from "./change-lifecycle.ts";
import { readUserDetail } from "./get-user.ts";

/**
 * Ends the user's access at commit and leaves the devices to the cascade. Safe to repeat: a second call changes nothing.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `owner_protected`, `self_protected`, `privilege_ceiling`
 */
export const deactivateUser = useCase(
  { access: { permission: "user:deactivate" }, subject: "user", audit: "user.deactivated" },
  deactivateUserInput,
  userDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target } = await lockActorAndTarget(tx, ctx, input.id);
      assertNotRefused(lifecycleRefusal(actor, target));
      const status = nextUserStatus(target, "deactivate");
      if (status !== target.status)
        await changeLifecycle(tx, { actor, target, status, kind: "deactivate", reason: input.reason });
      return readUserDetail(tx, target.id);
    }),
);
