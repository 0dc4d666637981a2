import { recordAudits } from "@portcullis/db/audit";
import { groupMembers, groups } from "@portcullis/db/schema/groups";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { conflict, type ErrorReason, forbidden } from "@portcullis/domain/errors";
import { permissions, permissionsHeld } from "@portcullis/domain/permission";
import { and, asc, eq, inArray, ne, or, sql } from "drizzle-orm";
import { type Actor, byUser } from "../kernel/locks.ts";
import { refuseViolation } from "../kernel/rows.ts";
import { permissionsOf } from "../user/internal.ts";

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

/**
 * What changes for everybody in a group, is done to each of them: nobody may be above the actor. It holds as long as the
 * caller keeps the rights lock.
 * @throws {DomainError} FORBIDDEN `privilege_ceiling`
 */
export async function assertGovernsMembers(tx: TenantTx, actor: Actor, groupId: string): Promise<void> {
  if (permissions.every((permission) => actor.permissions.includes(permission))) return;
  const granted = permissionsOf(users.tenantId, users.id);
  const [above] = await tx
    .select({ isOwner: users.isOwner, granted })
    .from(groupMembers)
    .innerJoin(users, and(eq(users.tenantId, groupMembers.tenantId), eq(users.id, groupMembers.userId)))
    .where(
      and(
        eq(groupMembers.tenantId, tx.tenantId),
        eq(groupMembers.groupId, groupId),
        ne(users.id, actor.id),
        or(
          users.isOwner,
          // What another release may have stored beside those that exist gives nothing.
          sql`not array(select p from unnest(${granted}) p where p = any(${sql.param([...permissions])}::text[]))
            <@ ${sql.param([...actor.permissions])}::text[]`,
        ),
      ),
    )
    .limit(1);
  const missing = above && permissionsHeld(above).find((permission) => !actor.permissions.includes(permission));
  if (!missing) return;
  throw forbidden(
    "privilege_ceiling",
    `Somebody in this group has the permission ${missing}, which you do not have. Ask somebody who has it.`,
  );
}

/** Puts each of these people into each of these groups. */
export const joinGroups = (tx: TenantTx, userIds: readonly string[], groupIds: readonly string[]): Promise<unknown> =>
  tx.execute(sql`
    insert into ${groupMembers} (tenant_id, group_id, user_id)
    select ${tx.tenantId}::uuid, g, u from unnest(${sql.param([...groupIds])}::uuid[]) g, unnest(${sql.param([...userIds])}::uuid[]) u
    on conflict do nothing`);

/** Takes each of these people out of each of these groups. */
export const leaveGroups = (tx: TenantTx, userIds: readonly string[], groupIds: readonly string[]): Promise<unknown> =>
  tx.execute(sql`
    delete from ${groupMembers} where tenant_id = ${tx.tenantId} and group_id = any(${sql.param([...groupIds])}::uuid[])
      and user_id = any(${sql.param([...userIds])}::uuid[])`);

export const groupNameTaken = () => conflict("group_name_taken", "A group with this name already exists.", "name");

/** Keeps others from naming a group of this tenant until the transaction ends: names that differ in case only are one. */
export async function lockGroupNames(tx: TenantTx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`group_names/${tx.tenantId}`}, 0))`);
}

/** @throws {DomainError} CONFLICT `group_name_taken` where another group has this name, whatever the case */
export async function assertGroupNameIsFree(tx: TenantTx, name: string, exceptId?: string): Promise<void> {
  await lockGroupNames(tx);
  const sameName = and(eq(groups.tenantId, tx.tenantId), sql`lower(${groups.name}) = lower(${name})`);
  const isAnothers = exceptId === undefined ? sameName : and(sameName, ne(groups.id, exceptId));
  if ((await tx.$count(groups, isAnothers)) > 0) throw groupNameTaken();
}

/** For `.catch` of a transaction that may give something a name that is another's. */
export function nameConflictHandler(index: string, reason: ErrorReason, message: string): (error: unknown) => never {
  return refuseViolation(index, () => conflict(reason, message, "name"));
}
