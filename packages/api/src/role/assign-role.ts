import { userRoles } from "@portcullis/db/schema/roles";
import type { TenantTx } from "@portcullis/db/tenant";
import type { BulkInput } from "@portcullis/domain/bulk";
import { type DomainError, notFound } from "@portcullis/domain/errors";
import { assertNotRefused, grantRefusal, holdingRefusal, refused } from "@portcullis/domain/user/governance";
import { and, eq, sql } from "drizzle-orm";
import { type Changed, rowsOf, type SetForm } from "../kernel/change-set.ts";
import { lockActorAndTargets, type Target } from "../kernel/locks.ts";
import { assignRoles, readDirectRoles, readExistingRoles, recordRoleChanges, removeRoles } from "./direct-roles.ts";
import { changeKeepingOwnRights, type RoleGrant } from "./grants.ts";

type RoleInput = BulkInput<"user.assignRole" | "user.removeRole">;

interface Holding {
  readonly target: Target;
  readonly role: RoleGrant;
  /** Directly: what a group carries does not count. */
  readonly hasRole: boolean;
}

/**
 * Gives people a role directly, or takes it, whatever their status; their other roles stay. An actor who would lose a right of
 * their own is refused with `self_protected`.
 */
export const roleAssignment: Readonly<Record<"assign" | "remove", SetForm<RoleInput, Holding>>> = {
  assign: roleForm("assign"),
  remove: roleForm("remove"),
};

function roleForm(way: "assign" | "remove"): SetForm<RoleInput, Holding> {
  const hasRoleAfter = way === "assign";
  return {
    noun: "user",
    async read(tx, caller, ids, { roleId }, mode) {
      const { actor, targets } = await lockActorAndTargets(tx, caller, ids, mode);
      const [role] = await readExistingRoles(tx, [roleId], mode);
      if (!role) throw notFound("role");
      assertNotRefused(grantRefusal(actor, role.permissions, role.name));
      const holders = await readHoldersAmong(tx, roleId, ids);
      return { actor, rows: rowsOf(targets, (target) => ({ target, role, hasRole: holders.has(target.id) })) };
    },
    decide(actor, { target, hasRole }) {
      const refusal = holdingRefusal(actor, target);
      if (refusal) return refused(refusal);
      return hasRole === hasRoleAfter ? "unchanged" : "change";
    },
    versionOf: ({ hasRole }) => versionOf(hasRole),
    async write(tx, _caller, actor, changes) {
      const [first] = changes;
      if (!first) return new Map();
      const { role } = first.row;
      const ids = changes.map(({ id }) => id);
      const held = await readDirectRoles(tx, ids);
      const { changed, refusals } = await changeKeepingOwnRights(tx, actor, ids, (part, userIds) =>
        (hasRoleAfter ? assignRoles : removeRoles)(part, userIds, [role.id]),
      );
      const changeOf = (userId: string) => {
        const before = held.get(userId) ?? [];
        return { userId, before, after: hasRoleAfter ? [...before, role] : before.filter(({ id }) => id !== role.id) };
      };
      await recordRoleChanges(tx, actor, changed.map(changeOf));
      const left = { version: versionOf(hasRoleAfter) };
      return new Map<string, Changed | DomainError>([...refusals, ...changed.map((id) => [id, left] as const)]);
    },
  };
}

const versionOf = (hasRole: boolean) => (hasRole ? "has" : "has not");

/** Who of these people has it directly. */
async function readHoldersAmong(tx: TenantTx, roleId: string, userIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ userId: userRoles.userId })
    .from(userRoles)
    .where(
      and(
        eq(userRoles.tenantId, tx.tenantId),
        eq(userRoles.roleId, roleId),
        sql`${userRoles.userId} = any(${sql.param([...userIds])}::uuid[])`,
      ),
    );
  return new Set(rows.map(({ userId }) => userId));
}
