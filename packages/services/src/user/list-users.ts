import { groupMembers, groups } from "@portcullis/db/schema/groups";
import { invitations } from "@portcullis/db/schema/invitations";
import { tenants } from "@portcullis/db/schema/tenants";
import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { onlineWithinSeconds } from "@portcullis/domain/device/presence";
import type { Page } from "@portcullis/domain/page";
import { effectiveDeviceLimit } from "@portcullis/domain/user/device-limit";
import type { LivingStatus } from "@portcullis/domain/user/lifecycle";
import type { ListUsers, UserItem } from "@portcullis/domain/user/user";
import { and, eq, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { openCursor } from "../internal/cursor.ts";
import { deviceCountsOfUser } from "../internal/device-counts.ts";
import { invitationColumns, isOpenInvitation, splitInvitation } from "../internal/invitation-record.ts";
import { countTo, toPage } from "../internal/keyset-page.ts";

/** From this many characters on a search finds the term anywhere; below, only at the beginning. */
export const substringFrom = 3;

/**
 * A page of the tenant's users. First the ids in order, then the rows that belong to them.
 * @throws {DomainError} BAD_REQUEST `cursor_invalid`
 */
export async function listUsers(ctx: ServiceContext, input: ListUsers): Promise<Page<UserItem>> {
  const { cursor, limit, ...filters } = input;
  const scope = ["user.list", filters];
  const after = cursor === undefined ? undefined : openCursor(ctx, scope, cursor);
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const term = filters.search ?? null;
    const find = sql.raw(term && Array.from(term).length >= substringFrom ? "search_users" : "page_users");
    const statuses = filters.status?.length ? filters.status : null;
    const found = await tx.execute<{ id: string; sort_key: string; total: number }>(sql`
      select id, sort_key, total from ${find}(${term}, ${sql.param(statuses)}::text[], ${filters.roleId ?? null},
        ${filters.groupId ?? null}, now() - make_interval(secs => ${onlineWithinSeconds}),
        ${filters.presence === undefined ? null : filters.presence === "online"},
        ${filters.sort}, ${filters.direction === "desc"}, ${after?.[0] ?? null}, ${after?.[1] ?? null}, ${limit + 1}, ${countTo})`);
    const items = await readItems(
      tx,
      found.slice(0, limit).map((row) => row.id),
    );
    return toPage(
      ctx,
      scope,
      found.filter((row, i) => i >= limit || items.has(row.id)),
      {
        limit,
        counted: found[0]?.total ?? 0,
        positionOf: (row) => [row.sort_key, row.id],
        toItem: (row) => items.get(row.id) as UserItem,
      },
    );
  });
}

/** The rows of a page by id. */
async function readItems(tx: TenantTx, ids: string[]): Promise<Map<string, UserItem>> {
  if (ids.length === 0) return new Map();
  // As one parameter: a list of them would be another statement to prepare for each length.
  const listed = sql`any(${sql.param(ids)}::uuid[])`;
  const [rows, memberships] = await Promise.all([
    tx
      .select({
        id: users.id,
        createdAt: users.createdAt,
        lastConnection: users.lastConnection,
        email: users.email,
        status: sql<LivingStatus>`${users.status}`,
        firstName: users.firstName,
        lastName: users.lastName,
        isOwner: users.isOwner,
        image: users.image,
        maxDevices: users.maxDevices,
        tenantMaxDevices: tenants.maxDevices,
        deviceCounts: deviceCountsOfUser,
        roles: rolesOfUser,
        ...invitationColumns,
      })
      .from(users)
      .innerJoin(tenants, eq(tenants.id, users.tenantId))
      .leftJoin(invitations, isOpenInvitation)
      .where(and(eq(users.tenantId, tx.tenantId), sql`${users.id} = ${listed}`)),
    tx
      .select({ userId: groupMembers.userId, id: groups.id, name: groups.name, maxDevices: groups.maxDevices })
      .from(groupMembers)
      .innerJoin(groups, and(eq(groups.tenantId, groupMembers.tenantId), eq(groups.id, groupMembers.groupId)))
      .where(and(eq(groupMembers.tenantId, tx.tenantId), sql`${groupMembers.userId} = ${listed}`))
      .orderBy(groups.name),
  ]);
  const groupsByUser = Map.groupBy(memberships, (membership) => membership.userId);
  return new Map(
    rows.map((found) => {
      const { maxDevices, tenantMaxDevices, ...row } = splitInvitation(found);
      const own = groupsByUser.get(row.id) ?? [];
      const item: UserItem = {
        ...row,
        presence: row.deviceCounts.online > 0 ? "online" : "offline",
        deviceLimit: effectiveDeviceLimit(maxDevices, own, tenantMaxDevices),
        groups: own.map(({ id, name }) => ({ id, name })),
      };
      return [row.id, item];
    }),
  );
}

/** Direct and inherited roles of the user of the outer query, each once, by name. */
const rolesOfUser = sql<{ id: string; name: string }[]>`(
  select coalesce(json_agg(json_build_object('id', r.id, 'name', r.name) order by r.name), '[]')
  from roles r where r.tenant_id = ${users.tenantId} and r.id in (
    select ur.role_id from user_roles ur where ur.tenant_id = ${users.tenantId} and ur.user_id = ${users.id}
    union
    select gr.role_id from group_members gm
    join group_roles gr on gr.tenant_id = gm.tenant_id and gr.group_id = gm.group_id
    where gm.tenant_id = ${users.tenantId} and gm.user_id = ${users.id}))`;
