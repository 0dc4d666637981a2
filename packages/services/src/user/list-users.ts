import { inTurnOf } from "@portcullis/db/share-pool";
import { onlineWithinSeconds } from "@portcullis/domain/device/presence";
import type { Page } from "@portcullis/domain/page";
import { effectiveDeviceLimit } from "@portcullis/domain/user/device-limit";
import type { ListUsers, UserItem } from "@portcullis/domain/user/user";
import { sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { openCursor } from "../internal/cursor.ts";
import { countTo, toPage } from "../internal/keyset-page.ts";
import { type Stored, toMoment } from "../internal/stored-record.ts";

/** From this many characters on a search finds the term anywhere; below, only at the beginning. */
export const substringFrom = 3;

/** A user as the function `user_page` answers them; the rest of the item is derived. */
type UserRow = Stored<Omit<UserItem, "presence" | "deviceLimit" | "groups">> & {
  readonly maxDevices: number | null;
  readonly tenantMaxDevices: number;
  readonly groups: readonly { readonly id: string; readonly name: string; readonly maxDevices: number | null }[];
};

/**
 * A page of the tenant's users, in one round trip.
 * @throws {DomainError} BAD_REQUEST `cursor_invalid`
 */
export async function listUsers(ctx: ServiceContext, input: ListUsers): Promise<Page<UserItem>> {
  const { cursor, limit, ...filters } = input;
  const scope = ["user.list", filters];
  const after = cursor === undefined ? undefined : openCursor(ctx, scope, cursor);
  const statuses = filters.status?.length ? filters.status : null;
  const turn = inTurnOf(ctx.db, ctx.principal.tenantId);
  const [found] = await turn.execute<{ page: { total: number; rows: { sortKey: string; user: UserRow }[] } }>(sql`
    select user_page(${ctx.principal.tenantId}::uuid, ${filters.search ?? null}, ${sql.param(statuses)}::text[],
      ${filters.roleId ?? null}, ${filters.groupId ?? null}, now() - make_interval(secs => ${onlineWithinSeconds}),
      ${filters.presence === undefined ? null : filters.presence === "online"}, ${filters.sort},
      ${filters.direction === "desc"}, ${after?.[0] ?? null}, ${after?.[1] ?? null}, ${limit + 1}, ${countTo}) as page`);
  const { total = 0, rows = [] } = found?.page ?? {};
  return toPage(ctx, scope, rows, {
    limit,
    counted: total,
    positionOf: ({ sortKey, user }) => [sortKey, user.id],
    toItem: ({ user }) => toUserItem(user),
  });
}

function toUserItem({ maxDevices, tenantMaxDevices, groups, invitation, ...row }: UserRow): UserItem {
  return {
    ...row,
    createdAt: toMoment(row.createdAt),
    lastConnection: toMoment(row.lastConnection),
    presence: row.deviceCounts.online > 0 ? "online" : "offline",
    deviceLimit: effectiveDeviceLimit(maxDevices, groups, tenantMaxDevices),
    groups: groups.map(({ id, name }) => ({ id, name })),
    invitation: invitation && { ...invitation, expiresAt: toMoment(invitation.expiresAt) },
  };
}
