import { inTurnOf } from "@portcullis/db/share-pool";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import { onlineWithinSeconds } from "@portcullis/domain/device/presence";
import { totalCap } from "@portcullis/domain/page";
import { effectiveDeviceLimit } from "@portcullis/domain/user/device-limit";
import { type LivingStatus, livingStatuses } from "@portcullis/domain/user/lifecycle";
import type { UserItem } from "@portcullis/domain/user/user";
import { listUsers as listUsersInput, userPage } from "@portcullis/domain/user/user";
import { sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { openCursor } from "../internal/cursor.ts";
import { countLimit, toPage } from "../internal/keyset-page.ts";
import { type Stored, toTimestamp } from "../internal/stored-record.ts";
import { useCase } from "../kernel/use-case.ts";
import { countPeople } from "../overview/count-tenant.ts";
import { keepCounted } from "../overview/keep-counted.ts";
import { assertMaySeeConcern, peopleOfConcern } from "./people-of-concern.ts";

/** A user as the function `user_page` answers them; the rest of the item is derived. */
type UserRow = Stored<Omit<UserItem, "presence" | "deviceLimit" | "groups">> & {
  readonly maxDevices: number | null;
  readonly tenantMaxDevices: number;
  readonly groups: readonly { readonly id: string; readonly name: string; readonly maxDevices: number | null }[];
};

/**
 * A page of the tenant's users, in one round trip; two where it is about a concern, whose people are found first.
 * @throws {DomainError} BAD_REQUEST `cursor_invalid` · FORBIDDEN `permission_missing` for a concern
 */
export const listUsers = useCase(
  { access: { permission: "user:read" } },
  listUsersInput,
  userPage,
  async (ctx, input) => {
    const { cursor, limit, ...filters } = input;
    const scope = ["user.list", filters];
    const after = cursor === undefined ? undefined : openCursor(ctx, scope, cursor);
    const { tenantId, permissions } = ctx.principal;
    const { concern } = filters;
    if (concern) assertMaySeeConcern(concern, permissions);
    const among = concern ? await withTenantReadOnly(ctx.db, tenantId, (tx) => peopleOfConcern(tx, concern)) : null;
    const statuses = filters.status?.length ? filters.status : null;
    const turn = inTurnOf(ctx.db, tenantId);
    const [found] = await turn.execute<{ page: { total: number; rows: { sortKey: string; user: UserRow }[] } }>(sql`
    select user_page(${tenantId}::uuid, ${filters.search ?? null}, ${sql.param(statuses)}::text[],
      ${filters.roleId ?? null}, ${filters.groupId ?? null}, now() - make_interval(secs => ${onlineWithinSeconds}),
      ${filters.presence === undefined ? null : filters.presence === "online"}, ${filters.sort},
      ${filters.direction === "desc"}, ${after?.[0] ?? null}, ${after?.[1] ?? null}, ${limit + 1}, ${countLimit},
      ${sql.param(among)}::uuid[]) as page`);
    const { total = 0, rows = [] } = found?.page ?? {};
    const isLarge =
      total > totalCap && !filters.search && !filters.roleId && !filters.groupId && !filters.presence && !concern;
    return toPage(ctx, scope, rows, {
      limit,
      counted: total,
      exact: isLarge ? await countExactly(ctx, filters.status ?? []) : undefined,
      positionOf: ({ sortKey, user }) => [sortKey, user.id],
      toItem: ({ user }) => toUserItem(user),
    });
  },
);

/** All users of these statuses, or of any: beyond what a page counts, as the overview counts them. */
async function countExactly(ctx: ServiceContext, statuses: readonly LivingStatus[]): Promise<number> {
  const { tenantId } = ctx.principal;
  const { value } = await keepCounted(`people ${tenantId}`, () => withTenantReadOnly(ctx.db, tenantId, countPeople));
  const wanted: readonly LivingStatus[] = statuses.length > 0 ? [...new Set(statuses)] : livingStatuses;
  return wanted.reduce<number>((sum, status) => sum + value[status].count, 0);
}

function toUserItem({ maxDevices, tenantMaxDevices, groups, invitation, ...row }: UserRow): UserItem {
  return {
    ...row,
    createdAt: toTimestamp(row.createdAt),
    lastConnection: toTimestamp(row.lastConnection),
    presence: row.deviceCounts.online > 0 ? "online" : "offline",
    deviceLimit: effectiveDeviceLimit(maxDevices, groups, tenantMaxDevices),
    groups: groups.map(({ id, name }) => ({ id, name })),
    invitation: invitation && { ...invitation, expiresAt: toTimestamp(invitation.expiresAt) },
  };
}
