import { withTenant } from "@portcullis/db/tenant";
import { cascadeDetail } from "@portcullis/domain/cascade";
import { deleteUser as deleteUserInput } from "@portcullis/domain/user/user";
import { readCascade } from "../change/internal.ts";
import { changeOne } from "../kernel/change-set.ts";
import { useCase } from "../kernel/use-case.ts";
import { lifecycleForms } from "./change-lifecycle.ts";

/**
 * Removes the user from every read at commit, frees the e-mail address, and returns the cascade that switches off and
 * removes the devices and then erases the person. A second call throws NOT_FOUND.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN and TOO_MANY_REQUESTS as for deactivation
 */
export const deleteUser = useCase(
  {
    access: { permission: "user:delete" },
    subject: "user",
    audit: "user.deleted",
    bulk: { "user.delete": lifecycleForms.delete },
  },
  deleteUserInput,
  cascadeDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const changed = await changeOne(lifecycleForms.delete, tx, ctx, input.id, input);
      if (changed?.cascadeId === undefined) throw new Error("A deletion changes every user that is found.");
      return readCascade(tx, changed.cascadeId);
    }),
);
