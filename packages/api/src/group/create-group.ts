import { recordAudit } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { groupRoles, groups } from "@portcullis/db/schema/groups";
import { withTenant } from "@portcullis/db/tenant";
import { createGroup as createGroupInput, groupDetail } from "@portcullis/domain/group";
import { byUser, lockActor } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { assertMayAssign, readRoles } from "../role/grants.ts";
import { readGroupDetail } from "./get-group.ts";
import { assertGroupNameIsFree, groupNameTaken } from "./internal.ts";

/**
 * A new group without members. With roles, whoever makes it must be able to give them.
 * @throws {DomainError} NOT_FOUND for a role · FORBIDDEN `permission_missing`, `privilege_ceiling` · CONFLICT
 * `group_name_taken`
 */
export const createGroup = useCase(
  { access: { permission: "group:write" }, audit: "group.created" },
  createGroupInput,
  groupDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockActor(tx, ctx);
      const carried = await readRoles(tx, input.roleIds ?? []);
      assertMayAssign(actor, carried);
      const id = newId();
      const { name, description = null, maxDevices = null } = input;
      await assertGroupNameIsFree(tx, name);
      const created = await tx
        .insert(groups)
        .values({ tenantId: tx.tenantId, id, name, description, maxDevices })
        .onConflictDoNothing({ target: [groups.tenantId, groups.name] })
        .returning({ id: groups.id });
      if (created.length === 0) throw groupNameTaken();
      if (carried.length > 0) {
        await tx
          .insert(groupRoles)
          .values(carried.map((role) => ({ tenantId: tx.tenantId, groupId: id, roleId: role.id })));
      }
      await recordAudit(tx, {
        action: "group.created",
        actor: byUser(actor),
        target: { kind: "group", id },
        details: { after: { name, description, maxDevices, roles: carried.map((role) => role.name).toSorted() } },
      });
      return readGroupDetail(tx, id);
    }),
);
