import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { groups } from "@portcullis/db/schema/groups";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { DomainError } from "@portcullis/domain/errors";
import { assertNotRefused, ceilingRefusal } from "@portcullis/domain/user/governance";
import { setUserGroups as setUserGroupsInput, type UserDetail, userDetail } from "@portcullis/domain/user/user";
import { and, asc, eq, inArray } from "drizzle-orm";
import { joinGroups, leaveGroups } from "../group/internal.ts";
import { byUser, lockActorAndTarget } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { assertKeepsOwnRights, assertMayAssign, readRolesOfGroups } from "../role/grants.ts";
import { readUserDetail } from "./get-user.ts";

/**
 * Puts a person into these groups and into no other. Where a group that they join or leave carries roles, it is a grant of
 * them, or the end of one.
 * @throws {DomainError} NOT_FOUND for the person, or with the field `groupIds.N` · FORBIDDEN `permission_missing`,
 * `privilege_ceiling`, `self_protected`
 */
export const setUserGroups = useCase(
  { access: { permission: "group:write" }, subject: "user", audit: "user.groups_changed" },
  setUserGroupsInput,
  userDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { actor, target } = await lockActorAndTarget(tx, ctx, input.id);
      const [before, wanted] = await Promise.all([readUserDetail(tx, target.id), readGroups(tx, input.groupIds)]);
      assertNotRefused(ceilingRefusal(actor, target));
      const joined = without(wanted, before.groups);
      const left = without(before.groups, wanted);
      if (joined.length + left.length === 0) return before;
      assertMayAssign(actor, await readRolesOfGroups(tx, [...joined, ...left]));
      if (joined.length > 0) await joinGroups(tx, [target.id], joined);
      if (left.length > 0) await leaveGroups(tx, [target.id], left);
      await assertKeepsOwnRights(tx, actor);
      const after = await readUserDetail(tx, target.id);
      await recordAudit(tx, {
        action: "user.groups_changed",
        actor: byUser(actor),
        target: { kind: "user", id: target.id },
        subjectId: target.id,
        changed: ["groups"],
        details: { before: { groups: namesOf(before) }, after: { groups: namesOf(after) } },
      });
      await notify(tx, { userId: target.id, sessions: true });
      return after;
    }),
);

const namesOf = (user: UserDetail) => user.groups.map((group) => group.name);

const without = (ids: readonly { id: string }[], others: readonly { id: string }[]): string[] =>
  ids.map(({ id }) => id).filter((id) => !others.some((other) => other.id === id));

/** @throws {DomainError} NOT_FOUND with the field `groupIds.N` */
async function readGroups(tx: TenantTx, ids: readonly string[]): Promise<{ id: string }[]> {
  if (ids.length === 0) return [];
  const found = await tx
    .select({ id: groups.id })
    .from(groups)
    .where(and(eq(groups.tenantId, tx.tenantId), inArray(groups.id, [...ids])))
    .orderBy(asc(groups.id));
  const missing = ids.findIndex((id) => !found.some((group) => group.id === id));
  if (missing === -1) return found;
  throw new DomainError("NOT_FOUND", "not_found", "No such group.", { field: `groupIds.${missing}` });
}
