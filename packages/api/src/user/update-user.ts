import { withTenant } from "@portcullis/db/tenant";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import { updateUser as updateUserInput, userDetail } from "@portcullis/domain/user/user";
import { lockActorAndTarget } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { changeProfile } from "./change-profile.ts";
import { readUserDetail } from "./get-user.ts";

/**
 * Changes the profile: first name, last name, image. What is left out stays; a call that changes nothing leaves no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling` · CONFLICT `stale_write` where
 * `ifUpdatedAt` is not the stored one
 */
export const updateUser = useCase(
  { access: { permission: "user:write" }, subject: "user", audit: "user.updated" },
  updateUserInput,
  userDetail,
  (ctx, { id, ...change }) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target } = await lockActorAndTarget(tx, ctx, id);
      assertNotRefused(ceilingRefusal(actor, target));
      await changeProfile(tx, () => Promise.resolve(actor), target.id, change);
      return readUserDetail(tx, target.id);
    }),
);
