import { withTenant } from "@portcullis/db/tenant";
import { cascadeDetail } from "@portcullis/domain/cascade";
import { userById } from "@portcullis/domain/user/user";
import { readCascade } from "../change/internal.ts";
import { useCase } from "../kernel/use-case.ts";
import { changeUserLifecycle } from "./change-lifecycle.ts";

/**
 * Removes the user from every read at commit, frees the e-mail address, and returns the cascade that switches off and
 * removes the devices and then erases the person. A second call throws NOT_FOUND.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN as for deactivation
 */
export const deleteUser = useCase(
  { access: { permission: "user:delete" }, subject: "user", audit: "user.deleted" },
  userById,
  cascadeDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const cascadeId = await changeUserLifecycle(tx, ctx, { ...input, kind: "delete" });
      if (cascadeId === undefined) throw new Error("A deletion changes every user that is found.");
      return readCascade(tx, cascadeId);
    }),
);
