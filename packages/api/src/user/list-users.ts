import { users } from "@portcullis/db/schema/users";
import { inTurnOf } from "@portcullis/db/share-pool";
import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";

import { permissionMissing } from "@portcullis/domain/errors";

import { totalCap } from "@portcullis/domain/page";
import type { Permission } from "@portcullis/domain/permission";
import type { UserConcern } from "@portcullis/domain/sort";
import { effectiveDeviceLimit } from "@portcullis/domain/user/device-limit";
import { type LivingStatus, livingStatuses } from "@portcullis/domain/user/lifecycle";
import {
  foundUsers,
  listUsers as listUsersInput,
  lookupUsers as lookupUsersInput,
  type UserItem,
  userPage,
} from "@portcullis/domain/user/user";
import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import type { ServiceContext } from "../kernel/context.ts";
import { countLimit, openCursor, toPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";
import { countPeople, keepCounted } from "../overview/count-tenant.ts";
import { expiringInvitations, overLimit } from "../overview/read-attention.ts";
import { areAdministratorsWithoutFactor } from "../tenant/count-administrators-without-factor.ts";

/** A user as the function `user_page` answers them; the rest of the item is derived. */
type UserRow = Omit<UserItem, "presence" | "deviceLimit" | "groups"> & {
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
        ${filters.roleId ?? null}, ${filters.groupId ?? null}, null,
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

function toUserItem({ maxDevices, tenantMaxDevices, groups, ...row }: UserRow): UserItem {
  return {
    ...row,
    presence: row.deviceCounts.online > 0 ? "online" : "offline",
    deviceLimit: effectiveDeviceLimit(maxDevices, groups, tenantMaxDevices),
    groups: groups.map(({ id, name }) => ({ id, name })),
  };
}

/** What the count that leads here needs, besides `user:read`. */
const needs: Readonly<Record<UserConcern, Permission | undefined>> = {
  administrator_without_factor: "tenant:read",
  over_device_limit: undefined,
  invitation_expiring: "user:invite",
};

/** @throws {DomainError} FORBIDDEN `permission_missing` */
export function assertMaySeeConcern(concern: UserConcern, permissions: readonly Permission[]): void {
  const needed = needs[concern];
  if (needed && !permissions.includes(needed)) {
    throw permissionMissing(needed);
  }
}

/** The ids of the people whom a count is about, by the statement that counts them; no more than a list counts. */
export async function peopleOfConcern(tx: TenantTx, concern: UserConcern): Promise<string[]> {
  if (concern === "administrator_without_factor") {
    const rows = await tx
      .select({ id: users.id })
      .from(users)
      .where(areAdministratorsWithoutFactor(tx))
      .limit(countLimit);
    return rows.map(({ id }) => id);
  }
  const people = concern === "over_device_limit" ? overLimit(tx) : expiringInvitations(tx);
  const rows = await tx.execute<{ user_id: string }>(sql`select user_id from (${people}) people limit ${countLimit}`);
  return rows.map(({ user_id }) => user_id);
}

/** The people who have these e-mails, for a list that somebody pastes. Whom it does not answer, the tenant does not have. */
export const lookupUsers = useCase(
  { access: { permission: "user:read" } },
  lookupUsersInput,
  foundUsers,
  (ctx, input) =>
    withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const items = await tx
        .select({
          id: users.id,
          email: users.email,
          firstName: users.firstName,
          lastName: users.lastName,
          image: users.image,
          status: sql<LivingStatus>`${users.status}`,
        })
        .from(users)
        .where(and(eq(users.tenantId, tx.tenantId), inArray(users.email, input.emails), ne(users.status, "deleting")))
        .orderBy(asc(users.email));
      return { items };
    }),
);
