import { roles } from "@portcullis/db/schema/roles";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { listRoles as listRolesInput, roleById, roleDetail, rolePage } from "@portcullis/domain/role";
import { and, asc, eq, gt } from "drizzle-orm";
import { openCursor, toCountedPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";
import { readRoleDetail, roleColumns } from "./internal.ts";

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
      return toCountedPage(ctx, scope, rows, {
        limit: input.limit,
        counted,
        positionOf: (row) => [row.name, row.id],
        toItem: (row) => row,
      });
    });
  },
);

/** A role whole. @throws {DomainError} NOT_FOUND for unknown and foreign alike */
export const getRole = useCase(
  { access: { permission: "role:read" }, subject: "role" },
  roleById,
  roleDetail,
  (ctx, input) => withTenantReadOnly(ctx.db, ctx.principal.tenantId, (tx) => readRoleDetail(tx, input.id)),
);
