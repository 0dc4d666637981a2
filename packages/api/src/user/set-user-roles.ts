import { withTenant } from "@portcullis/db/tenant";
import { conflict, notFound } from "@portcullis/domain/errors";
import { assertNotRefused, grantRefusal, holdingRefusal } from "@portcullis/domain/user/governance";
import { setUserRoles as setUserRolesInput, userDetail } from "@portcullis/domain/user/user";
import { lockActorAndTarget } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { roleAssignment } from "../role/assign-role.ts";
import {
  assignRoles,
  readDirectRoles,
  readExistingRoles,
  recordRoleChanges,
  removeRoles,
} from "../role/direct-roles.ts";
import { assertKeepsOwnRights, type RoleGrant } from "../role/grants.ts";
import { readUserDetail } from "./get-user.ts";

/**
 * Sets the roles that a user has directly, whatever their status; roles through groups stay. It applies from the commit on,
 * and a call that changes nothing leaves no trace.
 * @throws {DomainError} NOT_FOUND for the user, and with the field `roleIds` for a role · FORBIDDEN `permission_missing`,
 * `owner_protected`, `privilege_ceiling` over the person or over a role that is given or taken, `self_protected` where
 * one would lose a right of one's own · CONFLICT `stale_write` where `ifRoleIds` are not those that are held
 */
export const setUserRoles = useCase(
  {
    access: { permission: "role:assign" },
    subject: "user",
    audit: "user.roles_changed",
    bulk: { "user.assignRole": roleAssignment.assign, "user.removeRole": roleAssignment.remove },
  },
  setUserRolesInput,
  userDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target } = await lockActorAndTarget(tx, ctx, input.id);
      assertNotRefused(holdingRefusal(actor, target));
      const wanted = await readExistingRoles(tx, input.roleIds, "lock");
      if (wanted.length !== new Set(input.roleIds).size) throw notFound("role", "roleIds");
      const held = (await readDirectRoles(tx, [target.id])).get(target.id) ?? [];
      if (input.ifRoleIds && !isSame(input.ifRoleIds, held)) {
        throw conflict(
          "stale_write",
          "Somebody else has changed these roles in the meantime. Reload them, then try again.",
          "ifRoleIds",
        );
      }
      const added = without(wanted, held);
      const removed = without(held, wanted);
      if (added.length + removed.length === 0) return readUserDetail(tx, target.id);
      for (const role of [...added, ...removed]) assertNotRefused(grantRefusal(actor, role.permissions, role.name));
      if (removed.length > 0) await removeRoles(tx, [target.id], idsOf(removed));
      if (added.length > 0) await assignRoles(tx, [target.id], idsOf(added));
      if (actor.id === target.id) await assertKeepsOwnRights(tx, actor);
      await recordRoleChanges(tx, actor, [{ userId: target.id, before: held, after: wanted }]);
      return readUserDetail(tx, target.id);
    }),
);

const without = (some: readonly RoleGrant[], others: readonly RoleGrant[]) =>
  some.filter(({ id }) => !others.some((other) => other.id === id));
const idsOf = (some: readonly RoleGrant[]) => some.map(({ id }) => id);
const isSame = (ids: readonly string[], held: readonly RoleGrant[]) =>
  new Set(ids).size === held.length && held.every(({ id }) => ids.includes(id));
