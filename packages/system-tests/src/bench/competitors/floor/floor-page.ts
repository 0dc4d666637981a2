import { type Total, totalCap } from "@portcullis/domain/page";
import { effectiveDeviceLimit } from "@portcullis/domain/user/device-limit";
import type { UserItem } from "@portcullis/domain/user/user";
import type { Sql } from "./floor-transaction.ts";

/** What a page shows. */
const pageSize = 50;

type PersonRow = Omit<UserItem, "presence" | "deviceLimit" | "deviceCounts" | "roles" | "groups"> & {
  readonly maxDevices: number | null;
  readonly tenantMaxDevices: number;
  readonly sortKey: string;
};

/**
 * The ids of a first page by name, in their order; one more than it shows, where there are more. LIKE loses its index under a
 * policy, so three letters and more go to the owner's function.
 */
export async function findPeople(sql: Sql, tenantId: string, term: string | undefined): Promise<readonly string[]> {
  if (term !== undefined && term.length >= 3) {
    const [found] = await sql<{ ids: readonly string[] }[]>`
      select floor_search(${`%${term}%`}, ${pageSize + 1}) as ids`.execute();
    return found?.ids ?? [];
  }
  const [name, lastName, email] = beginnings(sql, term ?? "");
  const begins = term === undefined ? sql`` : sql`and (${name} or ${lastName} or ${email})`;
  const plan = (mode: string) =>
    term !== undefined && sql`select set_config('plan_cache_mode', ${mode}, true)`.execute();
  const [, people] = await Promise.all([
    // How many begin so decides how to find the first ones.
    plan("force_custom_plan"),
    sql<{ id: string }[]>`
      select u.id ${living(sql, tenantId)} ${begins} order by u.name_key, u.id limit ${pageSize + 1}`.execute(),
    plan("force_generic_plan"),
  ]);
  return people.map(({ id }) => id);
}

const countLimit = totalCap + 1;

/** How many match, exact up to the product's cap; a whole tenant to its end, kept as the product keeps it. */
export async function countPeople(sql: Sql, tenantId: string, term: string | undefined): Promise<Total> {
  const count = await countMatching(sql, tenantId, term);
  if (count <= totalCap) return { count, exact: true };
  if (term !== undefined) return { count: totalCap, exact: false };
  return { count: await countExactly(sql, tenantId), exact: true };
}

async function countMatching(sql: Sql, tenantId: string, term: string | undefined): Promise<number> {
  const people = living(sql, tenantId);
  const [name, lastName, email] = beginnings(sql, term ?? "");
  const [row] =
    term !== undefined && term.length >= 3
      ? await sql<{ count: number }[]>`select floor_count(${`%${term}%`}, ${countLimit}) as count`.execute()
      : await sql<{ count: number }[]>`select count(*)::int as count from (${
          term === undefined
            ? sql`select ${people}`
            : // Range by range: the first one alone may have as many as are counted.
              sql`(select ${people} and ${name} limit ${countLimit})
                union all (select ${people} and ${lastName} and ${name} is not true limit ${countLimit})
                union all (select ${people} and ${email} and (${name} or ${lastName}) is not true limit ${countLimit})`
        } limit ${countLimit}) found`.execute();
  return row?.count ?? 0;
}

const living = (sql: Sql, tenantId: string) =>
  sql`from users u where u.tenant_id = ${tenantId} and u.status <> 'deleting'`;

/** Where a short term may stand: at the beginning. */
function beginnings(sql: Sql, term: string) {
  const end = `${term}\u{10ffff}`;
  return [
    sql`(u.name_key >= ${term} and u.name_key < ${end})`,
    sql`(u.last_name_key >= ${term} and u.last_name_key < ${end})`,
    sql`(u.email >= ${term} and u.email < ${end})`,
  ] as const;
}

const selectPeople = (sql: Sql, tenantId: string, ids: readonly string[]) =>
  sql<PersonRow[]>`
    select u.id, u.created_at as "createdAt", u.last_connection as "lastConnection", u.email, u.status,
      u.first_name as "firstName", u.last_name as "lastName", u.is_owner as "isOwner", u.image, u.max_devices as "maxDevices",
      u.name_key as "sortKey", t.max_devices as "tenantMaxDevices",
      (select json_build_object('expiresAt', rfc3339(i.expires_at), 'expired', i.expires_at <= now(),
        'invitedBy', (select display_name(n.first_name, n.last_name, n.email) from users n
          where n.tenant_id = i.tenant_id and n.id = i.invited_by and n.status <> 'deleting'))
        from invitations i where i.tenant_id = u.tenant_id and i.user_id = u.id and u.status = 'pending') as invitation
    from users u join tenants t on t.id = u.tenant_id
    where u.tenant_id = ${tenantId} and u.id = any(${ids}::uuid[]) order by u.name_key, u.id`.execute();

/** A large tenant's exact number of people, kept for as long as the product keeps it at least. */
const keptMs = 5_000;
const kept = new Map<string, { readonly count: number; readonly until: number }>();

async function countExactly(sql: Sql, tenantId: string): Promise<number> {
  const known = kept.get(tenantId);
  if (known && performance.now() < known.until) return known.count;
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from users where tenant_id = ${tenantId} and status <> 'deleting'`;
  const count = row?.count ?? 0;
  kept.set(tenantId, { count, until: performance.now() + keptMs });
  return count;
}

/** As the view `device_access` decides it; a report complies with a rule whose checks it contains. */
const countDevices = (sql: Sql, tenantId: string, ids: readonly string[]) =>
  sql<(UserItem["deviceCounts"] & { userId: string })[]>`
    select d.user_id as "userId", count(*)::int as total, count(*) filter (where d.cause is not null)::int as deactivated,
      count(*) filter (where d.compliance = 'non_compliant')::int as "nonCompliant",
      count(*) filter (where d.last_connection > now() - interval '180 seconds' and d.cause is null and d.approved_at is not null
        and u.status = 'active' and t.status = 'active' and t.held_since is null and t.home = (select database_home())
        and (t.posture_enforcement <> 'required' or d.compliance in ('compliant', 'not_required')))::int as online
    from (
      select d.tenant_id, d.user_id, d.cause, d.approved_at, d.last_connection, case
        when r.platform is null then 'not_required'
        when (p.last_check > now() - make_interval(mins => t.posture_max_age)) is not true then 'unknown'
        when p.checks @> r.checks and (r.minimum_key is null or p.version_key >= r.minimum_key) then 'compliant'
        else 'non_compliant' end as compliance
      from devices d
      join tenants t on t.id = d.tenant_id
      left join posture_rules r on r.tenant_id = d.tenant_id and r.platform = d.platform
      left join device_posture p on p.tenant_id = d.tenant_id and p.device_id = d.id
      where d.tenant_id = ${tenantId} and d.user_id = any(${ids}::uuid[])
    ) d
    join users u on u.tenant_id = d.tenant_id and u.id = d.user_id
    join tenants t on t.id = d.tenant_id
    group by d.user_id`.execute();

/** A page of these people with the same fields as `user.list`. */
export async function readPage(sql: Sql, tenantId: string, found: readonly string[]) {
  const ids = found.slice(0, pageSize);
  const [people, devices, roles, groups] = await Promise.all([
    selectPeople(sql, tenantId, ids),
    countDevices(sql, tenantId, ids),
    sql<{ userId: string; id: string; name: string }[]>`
      select h.user_id as "userId", r.id, r.name from (
        select user_id, role_id from user_roles where tenant_id = ${tenantId} and user_id = any(${ids}::uuid[])
        union select m.user_id, g.role_id from group_members m
          join group_roles g on g.tenant_id = m.tenant_id and g.group_id = m.group_id
          where m.tenant_id = ${tenantId} and m.user_id = any(${ids}::uuid[])
      ) h join roles r on r.tenant_id = ${tenantId} and r.id = h.role_id order by r.name`.execute(),
    sql<{ userId: string; id: string; name: string; maxDevices: number | null }[]>`
      select m.user_id as "userId", g.id, g.name, g.max_devices as "maxDevices"
      from group_members m join groups g on g.tenant_id = m.tenant_id and g.id = m.group_id
      where m.tenant_id = ${tenantId} and m.user_id = any(${ids}::uuid[]) order by g.name`.execute(),
  ]);
  const countsOf = new Map(devices.map(({ userId, ...counts }) => [userId, counts]));
  const [rolesOf, groupsOf] = [byUser(roles), byUser(groups)];
  const items = people.map(({ sortKey: _sortKey, maxDevices, tenantMaxDevices, ...person }) => {
    const theirs = groupsOf.get(person.id) ?? [];
    const deviceCounts = countsOf.get(person.id) ?? { total: 0, online: 0, deactivated: 0, nonCompliant: 0 };
    const item: UserItem = {
      ...person,
      presence: deviceCounts.online > 0 ? "online" : "offline",
      deviceLimit: effectiveDeviceLimit(maxDevices, theirs, tenantMaxDevices),
      deviceCounts,
      roles: (rolesOf.get(person.id) ?? []).map(({ id, name }) => ({ id, name })),
      groups: theirs.map(({ id, name }) => ({ id, name })),
    };
    return item;
  });
  const last = found.length > pageSize ? people.at(-1) : undefined;
  const nextCursor = last ? Buffer.from(JSON.stringify([last.sortKey, last.id])).toString("base64url") : null;
  return { items, nextCursor };
}

const byUser = <Row extends { readonly userId: string }>(rows: readonly Row[]) =>
  Map.groupBy(rows, (row) => row.userId);
