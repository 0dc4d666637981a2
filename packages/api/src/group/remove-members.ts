import { notify } from "@portcullis/db/notify";
import { groupMembers } from "@portcullis/db/schema/groups";
import { withTenant } from "@portcullis/db/tenant";
import { changedMembers, changeMembers } from "@portcullis/domain/group";
import { and, eq, inArray } from "drizzle-orm";
import { lockActorAndTargets } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { assertKeepsOwnRights, assertMayAssign } from "../role/grants.ts";
import { readGroupDetail } from "./get-group.ts";
import { assertGovernsEach, recordGroupChanges } from "./internal.ts";

/**
 * Takes people out of a group: all of them, or none. Who is not in it leaves no trace.
 * @throws {DomainError} as for adding, and FORBIDDEN `self_protected` where the actor would lose a right by it
 */
export const removeMembers = useCase(
  { access: { permission: "group:write" }, subject: "group", audit: "user.groups_changed" },
  changeMembers,
  changedMembers,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, targets } = await lockActorAndTargets(tx, ctx, input.userIds);
      const group = await readGroupDetail(tx, input.id);
      assertMayAssign(actor, group.roles);
      assertGovernsEach(actor, targets);
      const left = await tx
        .delete(groupMembers)
        .where(
          and(
            eq(groupMembers.tenantId, tx.tenantId),
            eq(groupMembers.groupId, group.id),
            inArray(groupMembers.userId, input.userIds),
          ),
        )
        .returning({ userId: groupMembers.userId });
      if (left.length === 0) return { ...group, changed: 0 };
      await assertKeepsOwnRights(tx, actor);
      await recordGroupChanges(tx, actor, { userIds: left.map(({ userId }) => userId), left: group.name });
      await notify(tx, { sessions: true });
      return { ...(await readGroupDetail(tx, group.id)), changed: left.length };
    }),
);
