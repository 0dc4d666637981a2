import { groupMembers, groupRoles, groups } from "@portcullis/db/schema/groups";
import { roles } from "@portcullis/db/schema/roles";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { type GroupItem, groupPage, listGroups as listGroupsInput } from "@portcullis/domain/group";
import { and, asc, eq, gt, sql } from "drizzle-orm";
import { openCursor, toCountedPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";

/**
 * The tenant's groups by name, which is unique. A search reads all of the tenant's names: there are few.
 * @throws {DomainError} BAD_REQUEST `cursor_invalid`
 */
export const listGroups = useCase(
  { access: { permission: "group:read" } },
  listGroupsInput,
  groupPage,
  async (ctx, input) => {
    const { search } = input;
    const scope = ["group.list", search];
    const after = input.cursor === undefined ? undefined : openCursor(ctx, scope, input.cursor);
    return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const isMeant = and(
        eq(groups.tenantId, tx.tenantId),
        search
          ? sql`not exists (select from unnest(search_words(${search})) w (word)
            where position(w.word in search_forms(lower(${groups.name}))) = 0)`
          : undefined,
      );
      const [rows, counted] = await Promise.all([
        tx
          .select({
            id: groups.id,
            name: groups.name,
            description: groups.description,
            maxDevices: groups.maxDevices,
            memberCount: membersOfGroup,
            roles: rolesOfGroup,
          })
          .from(groups)
          .where(and(isMeant, after && gt(groups.name, after[0])))
          .orderBy(asc(groups.name))
          .limit(input.limit + 1),
        tx.$count(groups, isMeant),
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

// Names spelled out in both: the builder leaves the table's name off in a query of one table.
const membersOfGroup = sql<number>`(select count(*)::int from ${groupMembers} m
  where m.tenant_id = groups.tenant_id and m.group_id = groups.id)`;

/** By name, as one JSON value. */
const rolesOfGroup = sql<GroupItem["roles"]>`(
  select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) order by r.name), '[]')
  from ${groupRoles} gr join ${roles} r on r.tenant_id = gr.tenant_id and r.id = gr.role_id
  where gr.tenant_id = groups.tenant_id and gr.group_id = groups.id)`;
