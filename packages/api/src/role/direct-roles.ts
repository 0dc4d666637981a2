import { recordAudits } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { rolePermissions, roles, userRoles } from "@portcullis/db/schema/roles";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { noticesOf } from "../kernel/change-set.ts";
import { type Actor, byUser } from "../kernel/locks.ts";
import type { RoleGrant } from "./grants.ts";

const columns = { id: roles.id, name: roles.name, permissions: rolePermissions };

/** Those of these roles that exist. `lock` locks them in the order of their ids, so that none is deleted before the grant is through. */
export async function readExistingRoles(
  tx: TenantTx,
  ids: readonly string[],
  mode: "lock" | "look",
): Promise<RoleGrant[]> {
  if (ids.length === 0) return [];
  const found = tx
    .select(columns)
    .from(roles)
    .where(and(eq(roles.tenantId, tx.tenantId), inArray(roles.id, [...ids])))
    .orderBy(asc(roles.id));
  return mode === "lock" ? found.for("share") : found;
}

/** The roles that each of these people has directly; nobody who has none. */
export async function readDirectRoles(
  tx: TenantTx,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly RoleGrant[]>> {
  const rows = await tx
    .select({ userId: userRoles.userId, ...columns })
    .from(userRoles)
    .innerJoin(roles, and(eq(roles.tenantId, userRoles.tenantId), eq(roles.id, userRoles.roleId)))
    .where(and(eq(userRoles.tenantId, tx.tenantId), sql`${userRoles.userId} = ${anyOf(userIds)}`));
  return Map.groupBy(rows, ({ userId }) => userId);
}

/** Gives each of these people each of these roles, which none of them has directly. */
export const assignRoles = (tx: TenantTx, userIds: readonly string[], roleIds: readonly string[]): Promise<unknown> =>
  tx.execute(sql`
    insert into ${userRoles} (tenant_id, user_id, role_id)
    select ${tx.tenantId}::uuid, u, r from unnest(${sql.param([...userIds])}::uuid[]) u, unnest(${sql.param([...roleIds])}::uuid[]) r`);

/** Takes each of these roles from each of these people. */
export const removeRoles = (tx: TenantTx, userIds: readonly string[], roleIds: readonly string[]): Promise<unknown> =>
  tx.execute(sql`
    delete from ${userRoles} where tenant_id = ${tx.tenantId} and user_id = ${anyOf(userIds)} and role_id = ${anyOf(roleIds)}`);

/** The events of changed roles, and the notifications. */
export async function recordRoleChanges(
  tx: TenantTx,
  actor: Actor,
  changes: readonly {
    readonly userId: string;
    readonly before: readonly RoleGrant[];
    readonly after: readonly RoleGrant[];
  }[],
): Promise<void> {
  await recordAudits(
    tx,
    changes.map(({ userId, before, after }) => ({
      action: "user.roles_changed",
      actor: byUser(actor),
      target: { kind: "user", id: userId },
      subjectId: userId,
      changed: ["roles"],
      details: { before: { roles: namesOf(before) }, after: { roles: namesOf(after) } },
    })),
  );
  const userIds = changes.map(({ userId }) => userId);
  await notify(tx, ...noticesOf(userIds, { sessions: true }));
}

const namesOf = (some: readonly RoleGrant[]) => some.map(({ name }) => name).toSorted();

const anyOf = (ids: readonly string[]) => sql`any(${sql.param([...ids])}::uuid[])`;
