import { users } from "@portcullis/db/schema/users";
import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";

import { permissionMissing } from "@portcullis/domain/errors";

import { total } from "@portcullis/domain/page";
import type { Permission } from "@portcullis/domain/permission";
import type { UserConcern } from "@portcullis/domain/sort";
import { type LivingStatus, livingStatuses } from "@portcullis/domain/user/lifecycle";
import {
  countUsers as countUsersInput,
  foundUsers,
  listUsers as listUsersInput,
  lookupUsers as lookupUsersInput,
  type UserFilter,
  userPage,
} from "@portcullis/domain/user/user";
import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import type { ServiceContext } from "../kernel/context.ts";
import { capTotal, countLimit, isNarrowing, openCursor, toPage } from "../kernel/list-page.ts";
import { useCase } from "../kernel/use-case.ts";
import { countPeople, keepCounted } from "../overview/count-tenant.ts";
import { expiringInvitations, overLimit } from "../overview/read-attention.ts";
import { areAdministratorsWithoutFactor } from "../tenant/count-administrators-without-factor.ts";
import { type PeopleFilter, readUserPage, userItemsOf } from "./read-user-page.ts";

/**
 * A page of the tenant's users.
 * @throws {DomainError} BAD_REQUEST `cursor_invalid` · FORBIDDEN `permission_missing` for a concern
 */
export const listUsers = useCase(
  { access: { permission: "user:read" } },
  listUsersInput,
  userPage,
  async (ctx, input) => {
    const { cursor, limit, ...asked } = input;
    const scope = ["user.list", asked];
    const after = cursor === undefined ? undefined : openCursor(ctx, scope, cursor);
    const { sort, direction, ...filter } = asked;
    const page = { sort, isDescending: direction === "desc", after, limit: limit + 1, countTo: null };
    const found = await readUserPage(ctx, await among(ctx, filter, countLimit), page);
    return toPage(ctx, scope, found.users, {
      limit,
      positionOf: ({ sortKey, id }) => [sortKey, id],
      toItem: userItemsOf(found),
    });
  },
);

/**
 * How many users a list has on all its pages; all of a tenant, or of a status, are counted to their end.
 * @throws {DomainError} FORBIDDEN `permission_missing` for a concern
 */
export const countUsers = useCase(
  { access: { permission: "user:read" } },
  countUsersInput,
  total,
  async (ctx, { upTo, ...filter }) => {
    const page = { sort: "name", isDescending: false, after: undefined, limit: 0, countTo: upTo + 1 } as const;
    const { total: counted } = await readUserPage(ctx, await among(ctx, filter, upTo + 1), page);
    const { status, ...others } = filter;
    const isLarge = counted > upTo && !isNarrowing(others);
    return isLarge ? { count: await countExactly(ctx, status ?? []), exact: true } : capTotal(counted, upTo);
  },
);

/** All users of these statuses, or of any: kept for some seconds, as the overview counts them. */
async function countExactly(ctx: ServiceContext, statuses: readonly LivingStatus[]): Promise<number> {
  const { tenantId } = ctx.principal;
  const { value } = await keepCounted(`people ${tenantId}`, () => withTenantReadOnly(ctx.db, tenantId, countPeople));
  const wanted: readonly LivingStatus[] = statuses.length > 0 ? [...new Set(statuses)] : livingStatuses;
  return wanted.reduce<number>((sum, status) => sum + value[status].count, 0);
}

/**
 * The filter with the people whom its concern is about.
 * @throws {DomainError} FORBIDDEN `permission_missing`
 */
async function among(ctx: ServiceContext, { concern, ...filter }: UserFilter, atMost: number): Promise<PeopleFilter> {
  if (!concern) return { ...filter, among: null };
  const { tenantId, permissions } = ctx.principal;
  assertMaySeeConcern(concern, permissions);
  return { ...filter, among: await withTenantReadOnly(ctx.db, tenantId, (tx) => peopleOfConcern(tx, concern, atMost)) };
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

/** The ids of the people whom a count is about, by the statement that counts them. */
export async function peopleOfConcern(tx: TenantTx, concern: UserConcern, atMost: number): Promise<string[]> {
  if (concern === "administrator_without_factor") {
    const rows = await tx.select({ id: users.id }).from(users).where(areAdministratorsWithoutFactor(tx)).limit(atMost);
    return rows.map(({ id }) => id);
  }
  const people = concern === "over_device_limit" ? overLimit(tx) : expiringInvitations(tx);
  const rows = await tx.execute<{ user_id: string }>(sql`select user_id from (${people}) people limit ${atMost}`);
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
