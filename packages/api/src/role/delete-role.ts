import { recordAudit } from "@portcullis/db/audit";
import { roles } from "@portcullis/db/schema/roles";
import { withTenant } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { roleById } from "@portcullis/domain/role";
import { and, eq } from "drizzle-orm";
import { byUser, lockRights } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { lockOwnRole, readRoleHolders } from "./internal.ts";

/**
 * Deletes a role that nobody holds: so it takes a right from nobody, and no stream has to look again.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `role_is_system`, `privilege_ceiling` · CONFLICT
 * `role_in_use`, which says who holds it
 */
export const deleteRole = useCase(
  { access: { permission: "role:write" }, subject: "role", audit: "role.deleted" },
  roleById,
  roleById,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockRights(tx, ctx);
      const { id, name, description, permissions } = await lockOwnRole(tx, actor, input.id);
      const holders = await readRoleHolders(tx, actor, id);
      if (holders) throw conflict("role_in_use", `This role is assigned to ${holders}. Revoke it there first.`);
      await tx.delete(roles).where(and(eq(roles.tenantId, tx.tenantId), eq(roles.id, id)));
      await recordAudit(tx, {
        action: "role.deleted",
        actor: byUser(actor),
        target: { kind: "role", id },
        details: { before: { name, description, permissions } },
      });
      return { id };
    }),
);
