import { roles } from "@portcullis/db/schema/roles";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { listRoles as listRolesInput, rolePage } from "@portcullis/domain/role";
import { and, asc, eq, gt } from "drizzle-orm";
import { openCursor } from "../internal/cursor.ts";
import { toPage } from "../internal/keyset-page.ts";
import { roleColumns } from "../internal/role-record.ts";
import { useCase } from "../kernel/use-case.ts";

/** The tenant's roles by name, which is unique, and how many hold each. @throws {DomainError} BAD_REQUEST `cursor_invalid` */
export const listRoles = useCase(
  { access: { permission: "role:read" } },
  listRolesInput,
  rolePage,
  async (ctx, input) => {
    const scope = ["role.list"];
    const after = input.cursor === undefined ? undefined : openCursor(ctx, scope, input.cursor);
    return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const isOfTenant = eq(roles.tenantId, tx.tenantId);
      const [rows, counted] = await Promise.all([
        tx
          .select(roleColumns)
          .from(roles)
          .where(and(isOfTenant, after && gt(roles.name, after[0])))
          .orderBy(asc(roles.name))
          .limit(input.limit + 1),
        tx.$count(roles, isOfTenant),
      ]);
      return toPage(ctx, scope, rows, {
        limit: input.limit,
        counted,
        positionOf: (row) => [row.name, row.id],
        toItem: (row) => row,
      });
    });
  },
);
