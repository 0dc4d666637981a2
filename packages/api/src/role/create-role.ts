import { recordAudit } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { roles } from "@portcullis/db/schema/roles";
import { withTenant } from "@portcullis/db/tenant";
import { createRole as createRoleInput, roleDetail } from "@portcullis/domain/role";
import { assertNotRefused, grantRefusal } from "@portcullis/domain/user/governance";
import { byUser, lockRights } from "../kernel/locks.ts";
import { useCase } from "../kernel/use-case.ts";
import { assertRoleNameIsFree, readRoleDetail, roleNameTaken } from "./internal.ts";

/**
 * Makes a role of the tenant's own, which nobody holds yet.
 * @throws {DomainError} FORBIDDEN `permission_missing`, `privilege_ceiling` for a permission that its maker lacks ·
 * CONFLICT `role_name_taken`
 */
export const createRole = useCase(
  { access: { permission: "role:write" }, audit: "role.created" },
  createRoleInput,
  roleDetail,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const actor = await lockRights(tx, ctx);
      assertNotRefused(grantRefusal(actor, input.permissions, "This role"));
      await assertRoleNameIsFree(tx, input.name);
      const id = newId();
      const role = { name: input.name, description: input.description ?? null, permissions: input.permissions };
      const created = await tx
        .insert(roles)
        .values({ tenantId: tx.tenantId, id, ...role, storedPermissions: role.permissions })
        .onConflictDoNothing({ target: [roles.tenantId, roles.name] })
        .returning({ id: roles.id });
      if (created.length === 0) throw roleNameTaken();
      await recordAudit(tx, {
        action: "role.created",
        actor: byUser(actor),
        target: { kind: "role", id },
        details: { after: role },
      });
      return readRoleDetail(tx, id);
    }),
);
