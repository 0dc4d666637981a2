import { notify } from "@portcullis/db/notify";
import { groupMembers } from "@portcullis/db/schema/groups";
import { withTenant } from "@portcullis/db/tenant";
import { changedMembers, changeMembers } from "@portcullis/domain/group";
import { lockActorAndTargets } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { assertMayAssign } from "../role/grants.ts";
import { readGroupDetail } from "./get-group.ts";
import { assertGovernsEach, recordGroupChanges } from "./internal.ts";

/**
 * Puts people into a group: all of them, or none. Who is in it already stays, without a trace.
 * @throws {DomainError} NOT_FOUND for the group, or with the field `userIds.N` · FORBIDDEN `permission_missing`,
 * `privilege_ceiling` (what the group carries, or a person, above the actor)
 */
export const addMembers = useCase(
  { access: { permission: "group:write" }, subject: "group", audit: "user.groups_changed" },
  changeMembers,
  changedMembers,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, targets } = await lockActorAndTargets(tx, ctx, input.userIds);
      const group = await readGroupDetail(tx, input.id);
      assertMayAssign(actor, group.roles);
      assertGovernsEach(actor, targets);
      const joined = await tx
        .insert(groupMembers)
        .values(input.userIds.map((userId) => ({ tenantId: tx.tenantId, groupId: group.id, userId })))
        .onConflictDoNothing()
        .returning({ userId: groupMembers.userId });
      if (joined.length === 0) return { ...group, changed: 0 };
      await recordGroupChanges(tx, actor, { userIds: joined.map(({ userId }) => userId), joined: group.name });
      await notify(tx, { sessions: true });
      return { ...(await readGroupDetail(tx, group.id)), changed: joined.length };
    }),
);
