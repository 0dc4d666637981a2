import { notify } from "@portcullis/db/notify";
import { groupMembers, groups } from "@portcullis/db/schema/groups";
import type { TenantTx } from "@portcullis/db/tenant";
import type { BulkInput } from "@portcullis/domain/bulk";
import { type DomainError, notFound } from "@portcullis/domain/errors";
import { ceilingRefusal, refused } from "@portcullis/domain/user/governance";
import { and, eq, sql } from "drizzle-orm";
import { type Changed, noticesOf, rowsOf, type SetForm } from "../kernel/change-set.ts";
import { lockActorAndTargets, type Target } from "../kernel/locks.ts";
import { assertMayAssign, changeKeepingOwnRights, readRolesOfGroups } from "../role/grants.ts";
import { joinGroups, leaveGroups, recordGroupChanges } from "./internal.ts";

type MembershipInput = BulkInput<"user.addToGroup" | "user.removeFromGroup">;

interface Membership {
  readonly target: Target;
  readonly group: { readonly id: string; readonly name: string };
  readonly isMember: boolean;
}

export type MembershipForm = SetForm<MembershipInput, Membership>;

/**
 * Puts people into a group, or takes them out. Where the group carries roles, it is a grant of them, or the end of one; an actor
 * who would lose a right by leaving is refused with `self_protected`.
 */
export const groupMembership: Readonly<Record<"join" | "leave", MembershipForm>> = {
  join: membershipForm("joined"),
  leave: membershipForm("left"),
};

function membershipForm(way: "joined" | "left"): MembershipForm {
  const isMemberAfter = way === "joined";
  return {
    noun: "user",
    async read(tx, caller, ids, { groupId }, mode) {
      const { actor, targets } = await lockActorAndTargets(tx, caller, ids, mode);
      const [group, roles, members] = await Promise.all([
        readGroup(tx, groupId),
        readRolesOfGroups(tx, [groupId]),
        readMembersAmong(tx, groupId, ids),
      ]);
      assertMayAssign(actor, roles);
      return { actor, rows: rowsOf(targets, (target) => ({ target, group, isMember: members.has(target.id) })) };
    },
    decide(actor, { target, isMember }) {
      const refusal = ceilingRefusal(actor, target);
      if (refusal) return refused(refusal);
      return isMember === isMemberAfter ? "unchanged" : "change";
    },
    versionOf: ({ isMember }) => versionOf(isMember),
    async write(tx, _caller, actor, changes) {
      const [first] = changes;
      if (!first) return new Map();
      const { group } = first.row;
      const move = isMemberAfter ? joinGroups : leaveGroups;
      const { changed, refusals } = await changeKeepingOwnRights(
        tx,
        actor,
        changes.map(({ id }) => id),
        (part, userIds) => move(part, userIds, [group.id]),
      );
      await recordGroupChanges(tx, actor, { userIds: changed, [way]: group.name });
      await notify(tx, ...noticesOf(changed, { sessions: true }));
      const left = { version: versionOf(isMemberAfter) };
      return new Map<string, Changed | DomainError>([...refusals, ...changed.map((id) => [id, left] as const)]);
    },
  };
}

const versionOf = (isMember: boolean) => (isMember ? "in" : "out");

/** @throws {DomainError} NOT_FOUND */
async function readGroup(tx: TenantTx, groupId: string): Promise<Membership["group"]> {
  const [group] = await tx
    .select({ id: groups.id, name: groups.name })
    .from(groups)
    .where(and(eq(groups.tenantId, tx.tenantId), eq(groups.id, groupId)));
  if (!group) throw notFound("group");
  return group;
}

/** Who of these people is in it. */
async function readMembersAmong(tx: TenantTx, groupId: string, userIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ userId: groupMembers.userId })
    .from(groupMembers)
    .where(
      and(
        eq(groupMembers.tenantId, tx.tenantId),
        eq(groupMembers.groupId, groupId),
        sql`${groupMembers.userId} = any(${sql.param([...userIds])}::uuid[])`,
      ),
    );
  return new Set(rows.map(({ userId }) => userId));
}
