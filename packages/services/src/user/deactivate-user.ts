import { withTenant } from "@portcullis/db/tenant";
import { assertNotRefused, lifecycleRefusal } from "@portcullis/domain/user/governance";
import { nextUserStatus } from "@portcullis/domain/user/lifecycle";
import type { DeactivateUser, UserDetail } from "@portcullis/domain/user/user";
import type { ServiceContext } from "../context.ts";
import { changeLifecycle } from "../internal/change-lifecycle.ts";
import { lockActorAndTarget } from "../internal/lock-actor-and-target.ts";
import { readUserDetail } from "./read-user-detail.ts";

/**
 * Ends the user's access at commit and leaves the devices to the cascade. Safe to repeat: a second call changes nothing.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `owner_protected`, `self_protected`, `privilege_ceiling`
 */
export async function deactivateUser(ctx: ServiceContext, input: DeactivateUser): Promise<UserDetail> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const { actor, target } = await lockActorAndTarget(tx, ctx.principal, input.id, { permission: "user:deactivate" });
    assertNotRefused(lifecycleRefusal(actor, target));
    const status = nextUserStatus(target, "deactivate");
    if (status !== target.status)
      await changeLifecycle(tx, { actor, target, status, kind: "deactivate", reason: input.reason });
    return readUserDetail(tx, target.id);
  });
}
