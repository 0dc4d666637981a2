import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { groupMembers, groups } from "@portcullis/db/schema/groups";
import { withTenant } from "@portcullis/db/tenant";
import { deletedGroup, groupById } from "@portcullis/domain/group";
import { and, eq } from "drizzle-orm";
import { byUser, lockRights } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { assertKeepsOwnRights, assertMayAssign } from "../role/grants.ts";
import { readGroupDetail } from "./get-group.ts";
import { assertGovernsMembers, recordGroupChanges } from "./internal.ts";

/**
 * Deletes a group and what its members had through it; the members themselves stay. A second call throws NOT_FOUND.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `privilege_ceiling` (its roles, or a member, above the
 * actor), `self_protected`
 */
export const deleteGroup = useCase(
  { access: { permission: "group:write" }, subject: "group", audit: "group.deleted" },
  groupById,
  deletedGroup,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockRights(tx, ctx);
      const { id, name, description, maxDevices, roles, memberCount } = await readGroupDetail(tx, input.id);
      assertMayAssign(actor, roles);
      await assertGovernsMembers(tx, actor, id);
      const left = await tx
        .delete(groupMembers)
        .where(and(eq(groupMembers.tenantId, tx.tenantId), eq(groupMembers.groupId, id)))
        .returning({ userId: groupMembers.userId });
      await tx.delete(groups).where(and(eq(groups.tenantId, tx.tenantId), eq(groups.id, id)));
      await assertKeepsOwnRights(tx, actor);
      await recordAudit(tx, {
        action: "group.deleted",
        actor: byUser(actor),
        target: { kind: "group", id },
        details: {
          before: { name, description, maxDevices, roles: roles.map((role) => role.name), members: memberCount },
        },
      });
      await recordGroupChanges(tx, actor, { userIds: left.map(({ userId }) => userId), left: name });
      await notify(tx, { sessions: true });
      return { id };
    }),
);
