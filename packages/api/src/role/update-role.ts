import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { roles } from "@portcullis/db/schema/roles";
import { withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import type { Permission } from "@portcullis/domain/permission";
import { roleDetail, updateRole as updateRoleInput } from "@portcullis/domain/role";
import { assertNotRefused, grantRefusal } from "@portcullis/domain/user/governance";
import { and, eq, sql } from "drizzle-orm";
import { byUser, lockRights } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { assertKeepsOwnRights } from "./grants.ts";
import { assertRoleNameIsFree, lockOwnRole, readRoleDetail } from "./internal.ts";

const fields = ["name", "description", "permissions"] as const;

/**
 * Changes a role of the tenant's own, and with it what everybody who holds it may do, from the commit on. What is left out
 * stays; a call that changes nothing leaves no trace.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `role_is_system`, `privilege_ceiling` where it carries,
 * or would carry, what the actor lacks, `self_protected` where the actor would lose a right by it · CONFLICT
 * `role_name_taken`, `stale_write` where `ifUpdatedAt` is not the stored one
 */
export const updateRole = useCase(
  { access: { permission: "role:write" }, subject: "role", audit: "role.updated" },
  updateRoleInput,
  roleDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockRights(tx, ctx);
      const before = await lockOwnRole(tx, actor, input.id);
      if (input.ifUpdatedAt && input.ifUpdatedAt !== before.updatedAt) {
        throw conflict(
          "stale_write",
          "Somebody else has changed this role in the meantime. Reload it, then try again.",
          "ifUpdatedAt",
        );
      }
      const changed = fields.filter((field) => input[field] !== undefined && differs(input[field], before[field]));
      if (changed.length === 0) return readRoleDetail(tx, before.id);
      assertNotRefused(grantRefusal(actor, input.permissions ?? [], before.name));
      if (input.name !== undefined) await assertRoleNameIsFree(tx, input.name, before.id);
      const pick = (from: Partial<Record<(typeof fields)[number], unknown>>) =>
        Object.fromEntries(changed.map((field) => [field, from[field] ?? null]));
      const { permissions, ...texts }: { permissions?: Permission[] } = pick(input);
      await tx
        .update(roles)
        // Two saves in one millisecond still differ, or the second would pass as not stale.
        .set({
          ...texts,
          ...(permissions && { storedPermissions: permissions }),
          updatedAt: sql`greatest(now(), ${roles.updatedAt} + interval '1 millisecond')`,
        })
        .where(and(eq(roles.tenantId, tx.tenantId), eq(roles.id, before.id)));
      await assertKeepsOwnRights(tx, actor);
      await recordAudit(tx, {
        action: "role.updated",
        actor: byUser(actor),
        target: { kind: "role", id: before.id },
        changed,
        details: { before: pick(before), after: pick(input) },
      });
      // Of nobody in particular: whoever holds it may be reading a stream.
      if (changed.includes("permissions")) await notify(tx, { sessions: true });
      return readRoleDetail(tx, before.id);
    }),
);

/** Permissions compare as sets: old rows may hold them in another order. */
function differs(next: unknown, before: unknown): boolean {
  if (!Array.isArray(next) || !Array.isArray(before)) return next !== before;
  return next.length !== before.length || next.some((one) => !before.includes(one));
}
