import { changedMembers, changeMembers } from "@portcullis/domain/group";
import { useCase } from "../kernel/use-case.ts";
import { groupMembership } from "./change-membership.ts";
import { moveMembers } from "./move-members.ts";

/**
 * Puts people into a group: all of them, or none. Who is in it already stays, without a trace.
 * @throws {DomainError} NOT_FOUND for the group, or with the field `userIds.N` · FORBIDDEN `permission_missing`,
 * `privilege_ceiling` (what the group carries, or a person, above the actor)
 */
export const addMembers = useCase(
  {
    access: { permission: "group:write" },
    subject: "group",
    audit: "user.groups_changed",
    bulk: { "user.addToGroup": groupMembership.join },
  },
  changeMembers,
  changedMembers,
  (ctx, input) => moveMembers(ctx, input, groupMembership.join),
);
