import { groupMembers } from "@portcullis/db/schema/groups";
import { changedMembers, changeMembers } from "@portcullis/domain/group";
import { and, eq, inArray } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";
import { moveMembers } from "./move-members.ts";

/**
 * Takes people out of a group: all of them, or none. Who is not in it leaves no trace.
 * @throws {DomainError} as for adding, and FORBIDDEN `self_protected` where the actor would lose a right by it
 */
export const removeMembers = useCase(
  { access: { permission: "group:write" }, subject: "group", audit: "user.groups_changed" },
  changeMembers,
  changedMembers,
  (ctx, input) =>
    moveMembers(ctx, input, "left", (tx, groupId) =>
      tx
        .delete(groupMembers)
        .where(
          and(
            eq(groupMembers.tenantId, tx.tenantId),
            eq(groupMembers.groupId, groupId),
            inArray(groupMembers.userId, input.userIds),
          ),
        )
        .returning({ userId: groupMembers.userId }),
    ),
);
