import { withTenant } from "@portcullis/db/tenant";
import { cascadeDetail } from "@portcullis/domain/cascade";
import { assertNotRefused, lifecycleRefusal } from "@portcullis/domain/user/governance";
import { nextUserStatus } from "@portcullis/domain/user/lifecycle";
import { userById } from "@portcullis/domain/user/user";
import { readCascade } from "../change/internal.ts";
import { lockActorAndTarget } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { changeLifecycle } from "./change-lifecycle.ts";

/**
 * Takes the user out of every read at commit, frees the e-mail, and has the cascade switch off and remove the devices and
 * erase the person. Answers that cascade. A second call finds nobody.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN as for deactivation
 */
export const deleteUser = useCase(
  { access: { permission: "user:delete" }, subject: "user", audit: "user.deleted" },
  userById,
  cascadeDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target } = await lockActorAndTarget(tx, ctx, input.id);
      assertNotRefused(lifecycleRefusal(actor, target));
      const status = nextUserStatus(target, "delete");
      const cascadeId = await changeLifecycle(tx, { actor, target, status, kind: "delete" });
      return readCascade(tx, cascadeId);
    }),
);
