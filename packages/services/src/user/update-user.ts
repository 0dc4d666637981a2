import { withTenant } from "@portcullis/db/tenant";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import type { UpdateUser, UserDetail } from "@portcullis/domain/user/user";
import type { ServiceContext } from "../context.ts";
import { changeProfile } from "../internal/change-profile.ts";
import { lockActorAndTarget } from "../internal/lock-actor-and-target.ts";
import { readUserDetail } from "./read-user-detail.ts";

/**
 * Changes the profile: first name, last name, image. What is left out stays; a call that changes nothing leaves no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling` · CONFLICT `stale_write` where
 * `ifUpdatedAt` is not the stored one
 */
export async function updateUser(ctx: ServiceContext, { id, ...change }: UpdateUser): Promise<UserDetail> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const { actor, target } = await lockActorAndTarget(tx, ctx.principal, id, { permission: "user:write" });
    assertNotRefused(ceilingRefusal(actor, target));
    await changeProfile(tx, actor, target.id, change);
    return readUserDetail(tx, target.id);
  });
}
