import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { groupRoles, groups } from "@portcullis/db/schema/groups";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { type GroupDetail, groupDetail, updateGroup as updateGroupInput } from "@portcullis/domain/group";
import { and, eq, inArray, sql } from "drizzle-orm";
import { byUser, lockRights } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { assertKeepsOwnRights, assertMayAssign, type RoleGrant, readRoles } from "../role/grants.ts";
import { readGroupDetail } from "./get-group.ts";
import { assertGovernsMembers, assertGroupNameIsFree, nameConflictHandler } from "./internal.ts";

const fields = ["name", "description", "maxDevices"] as const;

/**
 * Changes a group's name and what its members get; what is left out stays, and a call that changes nothing leaves no trace. A
 * limit below a member's number of devices keeps them and refuses new ones.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling` (roles, or a member, above the actor),
 * `self_protected` · CONFLICT `stale_write`, `group_name_taken`
 */
export const updateGroup = useCase(
  { access: { permission: "group:write" }, subject: "group", audit: "group.updated" },
  updateGroupInput,
  groupDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockRights(tx, ctx);
      const before = await readGroupDetail(tx, input.id);
      if (input.ifUpdatedAt && input.ifUpdatedAt !== before.updatedAt) {
        throw conflict(
          "stale_write",
          "Somebody else has changed this group in the meantime. Reload it, then try again.",
          "ifUpdatedAt",
        );
      }
      const changed: string[] = fields.filter((field) => input[field] !== undefined && input[field] !== before[field]);
      const wanted = input.roleIds ? await readRoles(tx, input.roleIds) : before.roles;
      const added = without(wanted, before.roles);
      const removed = without(before.roles, wanted);
      if (added.length + removed.length > 0) changed.push("roles");
      if (changed.length === 0) return before;
      assertMayAssign(actor, [...added, ...removed]);
      if (changed.some((field) => field === "roles" || field === "maxDevices")) {
        await assertGovernsMembers(tx, actor, before.id);
      }
      const { id: groupId } = before;
      if (changed.includes("name") && input.name !== undefined) await assertGroupNameIsFree(tx, input.name, groupId);
      await writeFields(tx, groupId, Object.fromEntries(fields.map((field) => [field, input[field]])));
      await moveRoles(tx, groupId, { added, removed });
      const after = await readGroupDetail(tx, groupId);
      await assertKeepsOwnRights(tx, actor);
      await recordAudit(tx, {
        action: "group.updated",
        actor: byUser(actor),
        target: { kind: "group", id: groupId },
        changed,
        details: { before: snapshot(before, changed), after: snapshot(after, changed) },
      });
      await notify(tx, { sessions: true });
      return after;
    }).catch(nameConflictHandler("groups_name", "group_name_taken", "A group with this name already exists.")),
);

const without = (roles: readonly RoleGrant[], others: readonly RoleGrant[]) =>
  roles.filter(({ id }) => !others.some((other) => other.id === id));

const snapshot = (group: GroupDetail, changed: readonly string[]) =>
  Object.fromEntries(
    changed.map((field) =>
      field === "roles"
        ? [field, group.roles.map((role) => role.name)]
        : [field, group[field as (typeof fields)[number]]],
    ),
  );

function writeFields(tx: TenantTx, groupId: string, values: Partial<typeof groups.$inferInsert>) {
  return (
    tx
      .update(groups)
      // Two saves in one millisecond still differ, or the second would pass as not stale.
      .set({ ...values, updatedAt: sql`greatest(now(), ${groups.updatedAt} + interval '1 millisecond')` })
      .where(and(eq(groups.tenantId, tx.tenantId), eq(groups.id, groupId)))
  );
}

async function moveRoles(
  tx: TenantTx,
  groupId: string,
  { added, removed }: { added: readonly RoleGrant[]; removed: readonly RoleGrant[] },
): Promise<void> {
  const { tenantId } = tx;
  if (added.length > 0) await tx.insert(groupRoles).values(added.map(({ id }) => ({ tenantId, groupId, roleId: id })));
  if (removed.length === 0) return;
  const isRemoved = inArray(
    groupRoles.roleId,
    removed.map(({ id }) => id),
  );
  await tx.delete(groupRoles).where(and(eq(groupRoles.tenantId, tenantId), eq(groupRoles.groupId, groupId), isRemoved));
}
