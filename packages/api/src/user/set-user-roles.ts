import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { rolePermissions, roles, userRoles } from "@portcullis/db/schema/roles";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { conflict, notFound } from "@portcullis/domain/errors";
import type { Permission } from "@portcullis/domain/permission";
import { assertNotRefused, grantRefusal, holdingRefusal } from "@portcullis/domain/user/governance";
import { setUserRoles as setUserRolesInput, userDetail } from "@portcullis/domain/user/user";
import { and, asc, eq, inArray } from "drizzle-orm";
import { byUser, lockActorAndTarget } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { assertKeepsOwnRights } from "../role/grants.ts";
import { readUserDetail } from "./get-user.ts";

/**
 * Sets the roles that a user has directly, whatever their status; roles through groups stay. It applies from the commit on,
 * and a call that changes nothing leaves no trace.
 * @throws {DomainError} NOT_FOUND for the user, and with the field `roleIds` for a role · FORBIDDEN `permission_missing`,
 * `owner_protected`, `privilege_ceiling` over the person or over a role that is given or taken, `self_protected` where
 * one would lose a right of one's own · CONFLICT `stale_write` where `ifRoleIds` are not those that are held
 */
export const setUserRoles = useCase(
  { access: { permission: "role:assign" }, subject: "user", audit: "user.roles_changed" },
  setUserRolesInput,
  userDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target } = await lockActorAndTarget(tx, ctx, input.id);
      assertNotRefused(holdingRefusal(actor, target));
      const wanted = await lockRoles(tx, input.roleIds);
      const held = await readDirectRoles(tx, target.id);
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
      await replaceRoles(tx, target.id, added, removed);
      if (actor.id === target.id) await assertKeepsOwnRights(tx, actor);
      await recordAudit(tx, {
        action: "user.roles_changed",
        actor: byUser(actor),
        target: { kind: "user", id: target.id },
        subjectId: target.id,
        changed: ["roles"],
        details: { before: { roles: namesOf(held) }, after: { roles: namesOf(wanted) } },
      });
      await notify(tx, { userId: target.id, sessions: true });
      return readUserDetail(tx, target.id);
    }),
);

interface HeldRole {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
}

const columns = { id: roles.id, name: roles.name, permissions: rolePermissions };
const without = (some: readonly HeldRole[], others: readonly HeldRole[]) =>
  some.filter(({ id }) => !others.some((other) => other.id === id));
const namesOf = (some: readonly HeldRole[]) => some.map(({ name }) => name).toSorted();
const isSame = (ids: readonly string[], held: readonly HeldRole[]) =>
  new Set(ids).size === held.length && held.every(({ id }) => ids.includes(id));

/** In the order of their ids, so that none is deleted before the grant is through. @throws {DomainError} NOT_FOUND */
async function lockRoles(tx: TenantTx, ids: readonly string[]): Promise<HeldRole[]> {
  if (ids.length === 0) return [];
  const found = await tx
    .select(columns)
    .from(roles)
    .where(and(eq(roles.tenantId, tx.tenantId), inArray(roles.id, [...ids])))
    .orderBy(asc(roles.id))
    .for("share");
  if (found.length !== new Set(ids).size) throw notFound("role", "roleIds");
  return found;
}

function readDirectRoles(tx: TenantTx, userId: string): Promise<HeldRole[]> {
  return tx
    .select(columns)
    .from(userRoles)
    .innerJoin(roles, and(eq(roles.tenantId, userRoles.tenantId), eq(roles.id, userRoles.roleId)))
    .where(and(eq(userRoles.tenantId, tx.tenantId), eq(userRoles.userId, userId)));
}

async function replaceRoles(
  tx: TenantTx,
  userId: string,
  added: readonly HeldRole[],
  removed: readonly HeldRole[],
): Promise<void> {
  const { tenantId } = tx;
  if (removed.length > 0) {
    const isRemoved = inArray(
      userRoles.roleId,
      removed.map(({ id }) => id),
    );
    await tx.delete(userRoles).where(and(eq(userRoles.tenantId, tenantId), eq(userRoles.userId, userId), isRemoved));
  }
  if (added.length > 0) await tx.insert(userRoles).values(added.map(({ id }) => ({ tenantId, userId, roleId: id })));
}
