import { withTenant } from "@portcullis/db/tenant";
import { DomainError } from "@portcullis/domain/errors";
import type { ChangedMembers, ChangeMembers } from "@portcullis/domain/group";
import { changeSet } from "../kernel/change-set.ts";
import type { CallerContext } from "../kernel/use-case.ts";
import type { MembershipForm } from "./change-membership.ts";
import { readGroupDetail } from "./get-group.ts";

/**
 * Puts people into a group or takes them out, all of them or none, and says how many were moved.
 * @throws {DomainError} as the form, with the field `userIds.N` for the first who was refused
 */
export function moveMembers(
  ctx: CallerContext,
  { id, userIds }: ChangeMembers,
  form: MembershipForm,
): Promise<ChangedMembers> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const results = await changeSet(form, tx, ctx, { ids: userIds, input: { groupId: id } });
    for (const [n, userId] of userIds.entries()) {
      const result = results.get(userId);
      if (result?.outcome !== "refused") continue;
      const { code, reason, message } = result.why;
      throw new DomainError(code, reason, message, { field: `userIds.${n}` });
    }
    const changed = [...results.values()].filter(({ outcome }) => outcome === "changed").length;
    return { ...(await readGroupDetail(tx, id)), changed };
  });
}
