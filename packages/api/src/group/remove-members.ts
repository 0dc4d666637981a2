import { changedMembers, changeMembers } from "@portcullis/domain/group";
import { useCase } from "../kernel/use-case.ts";
import { groupMembership } from "./change-membership.ts";
import { moveMembers } from "./move-members.ts";

/**
 * Takes people out of a group: all of them, or none. Who is not in it leaves no trace.
 * @throws {DomainError} as for adding, and FORBIDDEN `self_protected` where the actor would lose a right by it
 */
export const removeMembers = useCase(
  {
    access: { permission: "group:write" },
    subject: "group",
    audit: "user.groups_changed",
    bulk: { "user.removeFromGroup": groupMembership.leave },
  },
  changeMembers,
  changedMembers,
  (ctx, input) => moveMembers(ctx, input, groupMembership.leave),
);
