import { inTurnOf } from "@portcullis/db/share-pool";
import type { UserSort } from "@portcullis/domain/sort";
import { effectiveDeviceLimit } from "@portcullis/domain/user/device-limit";
import type { UserFilter, UserInvitation, UserItem } from "@portcullis/domain/user/user";
import { sql } from "drizzle-orm";
import type { ServiceContext } from "../kernel/context.ts";
import type { Position } from "../kernel/list-page.ts";

/** What a list narrows to; of a concern, the people whom it is about. */
export type PeopleFilter = Omit<UserFilter, "concern"> & { readonly among: readonly string[] | null };

interface AskedPage {
  readonly sort: UserSort;
  readonly isDescending: boolean;
  readonly after: Position | undefined;
  /** None asks for the total alone. */
  readonly limit: number;
  /** How many are counted at most; null: the total is not asked for. */
  readonly countTo: number | null;
}

type OfUser<Row> = readonly (Row & { readonly userId: string })[] | null;

/** What the function `user_page` answers: users in their order, and beside them what belongs to each. */
interface ReadPage {
  readonly total: number;
  readonly users: readonly (Omit<
    UserItem,
    "presence" | "deviceLimit" | "deviceCounts" | "roles" | "groups" | "invitation"
  > & { readonly sortKey: string; readonly maxDevices: number | null })[];
  /** The tenant's. */
  readonly maxDevices: number;
  readonly deviceCounts: OfUser<UserItem["deviceCounts"]>;
  readonly roles: OfUser<UserItem["roles"][number]>;
  readonly groups: OfUser<UserItem["groups"][number] & { readonly maxDevices: number | null }>;
  readonly invitations: OfUser<UserInvitation>;
}

/** In one round trip. */
export async function readUserPage(ctx: ServiceContext, filter: PeopleFilter, page: AskedPage): Promise<ReadPage> {
  const { tenantId } = ctx.principal;
  const statuses = filter.status?.length ? filter.status : null;
  const turn = inTurnOf(ctx.db, tenantId);
  const [row] = await turn.execute<{ page: ReadPage }>(sql`
    select user_page(${tenantId}::uuid, ${filter.search ?? null}, ${sql.param(statuses)}::text[],
      ${filter.roleId ?? null}, ${filter.groupId ?? null}, null,
      ${filter.presence === undefined ? null : filter.presence === "online"}, ${page.sort},
      ${page.isDescending}, ${page.after?.[0] ?? null}, ${page.after?.[1] ?? null}, ${page.limit}, ${page.countTo},
      ${sql.param(filter.among)}::uuid[]) as page`);
  if (!row) throw new Error("user_page answered nothing.");
  return row.page;
}

const noDevices: UserItem["deviceCounts"] = { total: 0, online: 0, deactivated: 0, nonCompliant: 0 };

/** Each user of the page with what belongs to them. */
export function userItemsOf(page: ReadPage): (user: ReadPage["users"][number]) => UserItem {
  const countsOf = new Map(page.deviceCounts?.map(({ userId, ...counts }) => [userId, counts]));
  const invitationOf = new Map(page.invitations?.map(({ userId, ...invitation }) => [userId, invitation]));
  const rolesOf = byUser(page.roles);
  const groupsOf = byUser(page.groups);
  return ({ sortKey: _sortKey, maxDevices, ...user }) => {
    const deviceCounts = countsOf.get(user.id) ?? noDevices;
    const groups = groupsOf.get(user.id) ?? [];
    return {
      ...user,
      presence: deviceCounts.online > 0 ? "online" : "offline",
      deviceLimit: effectiveDeviceLimit(maxDevices, groups, page.maxDevices),
      deviceCounts,
      roles: (rolesOf.get(user.id) ?? []).map(({ id, name }) => ({ id, name })),
      groups: groups.map(({ id, name }) => ({ id, name })),
      invitation: invitationOf.get(user.id) ?? null,
    };
  };
}

const byUser = <Row>(rows: OfUser<Row>) => Map.groupBy(rows ?? [], ({ userId }) => userId);
