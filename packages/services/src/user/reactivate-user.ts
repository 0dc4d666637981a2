import { withTenant } from "@portcullis/db/tenant";
import { assertNotRefused, lifecycleRefusal } from "@portcullis/domain/user/governance";
import { nextUserStatus } from "@portcullis/domain/user/lifecycle";
import type { UserById, UserDetail } from "@portcullis/domain/user/user";
import type { ServiceContext } from "../context.ts";
import { changeLifecycle } from "../internal/change-lifecycle.ts";
import { lockActorAndTarget } from "../internal/lock-actor-and-target.ts";
import { readUserDetail } from "./read-user-detail.ts";

/**
 * Lets the user in again (or back to pending, where never accepted) and has the cascade restore what the deactivation switched off. Safe to repeat.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `owner_protected`, `self_protected`, `privilege_ceiling`
 */
export async function reactivateUser(ctx: ServiceContext, input: UserById): Promise<UserDetail> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const { actor, target } = await lockActorAndTarget(tx, ctx.principal, input.id, { permission: "user:deactivate" });
    assertNotRefused(lifecycleRefusal(actor, target));
    const status = nextUserStatus(target, "reactivate");
    if (status !== target.status) await changeLifecycle(tx, { actor, target, status, kind: "reactivate" });
    return readUserDetail(tx, target.id);
  });
}
