import { groups } from "@portcullis/db/schema/groups";
import { withTenant } from "@portcullis/db/tenant";
import type { GroupItem, ListGroups } from "@portcullis/domain/group";
import type { Page } from "@portcullis/domain/page";
import { and, asc, eq, gt } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { openCursor } from "../internal/cursor.ts";
import { toPage } from "../internal/keyset-page.ts";

/** The tenant's groups by name, which is unique. @throws {DomainError} BAD_REQUEST `cursor_invalid` */
export async function listGroups(ctx: ServiceContext, input: ListGroups): Promise<Page<GroupItem>> {
  const scope = ["group.list"];
  const after = input.cursor === undefined ? undefined : openCursor(ctx, scope, input.cursor);
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const isOfTenant = eq(groups.tenantId, tx.tenantId);
    const [rows, counted] = await Promise.all([
      tx
        .select({
          id: groups.id,
          name: groups.name,
          description: groups.description,
          maxDevices: groups.maxDevices,
        })
        .from(groups)
        .where(and(isOfTenant, after && gt(groups.name, after[0])))
        .orderBy(asc(groups.name))
        .limit(input.limit + 1),
      tx.$count(groups, isOfTenant),
    ]);
    return toPage(ctx, scope, rows, {
      limit: input.limit,
      counted,
      positionOf: (row) => [row.name, row.id],
      toItem: (row) => row,
    });
  });
}
