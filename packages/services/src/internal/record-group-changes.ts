import { recordAudits } from "@portcullis/db/audit";
import { groupMembers, groups } from "@portcullis/db/schema/groups";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, asc, eq, inArray } from "drizzle-orm";
import { type Actor, byUser } from "./lock-actor-and-target.ts";

/** Events written at once. */
const step = 1000;

/** One event for each person who joined or left a group: what they are in, before and after. To be called when it is done. */
export async function recordGroupChanges(
  tx: TenantTx,
  actor: Actor,
  change: { readonly userIds: readonly string[]; readonly joined?: string; readonly left?: string },
): Promise<void> {
  for (let at = 0; at < change.userIds.length; at += step) {
    const userIds = change.userIds.slice(at, at + step);
    const names = await readGroupNames(tx, userIds);
    await recordAudits(
      tx,
      userIds.map((userId) => {
        const after = names.get(userId) ?? [];
        const before = after.filter((name) => name !== change.joined).concat(change.left ?? []);
        return {
          action: "user.groups_changed",
          actor: byUser(actor),
          target: { kind: "user", id: userId },
          subjectId: userId,
          changed: ["groups"],
          details: { before: { groups: before }, after: { groups: after } },
        };
      }),
    );
  }
}

/** What each of these people is in, by name. */
async function readGroupNames(tx: TenantTx, userIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx
    .select({ userId: groupMembers.userId, name: groups.name })
    .from(groupMembers)
    .innerJoin(groups, and(eq(groups.tenantId, groupMembers.tenantId), eq(groups.id, groupMembers.groupId)))
    .where(and(eq(groupMembers.tenantId, tx.tenantId), inArray(groupMembers.userId, [...userIds])))
    .orderBy(asc(groups.name));
  const names = new Map<string, string[]>();
  for (const { userId, name } of rows) names.set(userId, [...(names.get(userId) ?? []), name]);
  return names;
}
