import { totalCap } from "@portcullis/domain/page";
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

/** Sends the statements of a first page by name; the total is exact up to the product's cap. */
export function selectPage(sql: Sql, tenantId: string, term: string | undefined) {
  const people = sql<PersonRow[]>`
    select u.id, u.created_at as "createdAt", u.last_connection as "lastConnection", u.email, u.status,
      u.first_name as "firstName", u.last_name as "lastName", u.is_owner as "isOwner", u.image, u.max_devices as "maxDevices",
      u.name_key as "sortKey", t.max_devices as "tenantMaxDevices",
      (select json_build_object('expiresAt', rfc3339(i.expires_at), 'expired', i.expires_at <= now(),
        'invitedBy', (select display_name(n.first_name, n.last_name, n.email) from users n
          where n.tenant_id = i.tenant_id and n.id = i.invited_by and n.status <> 'deleting'))
        from invitations i where i.tenant_id = u.tenant_id and i.user_id = u.id and u.status = 'pending') as invitation
    from users u join tenants t on t.id = u.tenant_id
    where u.tenant_id = ${tenantId} and u.status <> 'deleting' ${matching(sql, term)}
    order by u.name_key, u.id limit ${pageSize + 1}`.execute();
  const counted = sql<{ count: number }[]>`
    select count(*)::int as count from (${candidates(sql, tenantId, term)} limit ${totalCap + 1}) found`.execute();
  return Promise.all([people, counted]);
}

const isLong = (term: string) => term.length >= 3;

/** LIKE is not leakproof and would lose its index under a policy, so long terms are left to functions of the owner. */
function matching(sql: Sql, term: string | undefined) {
  if (term === undefined) return sql``;
  if (isLong(term)) return sql`and u.id = any(array(select floor_search(${`%${term}%`}, ${pageSize + 1})))`;
  const [name, lastName, email] = beginnings(sql, term);
  return sql`and (${name} or ${lastName} or ${email})`;
}

/** Where a short term may stand: at the beginning. */
function beginnings(sql: Sql, term: string) {
  const end = `${term}\u{10ffff}`;
  return [
    sql`(u.name_key >= ${term} and u.name_key < ${end})`,
    sql`(u.last_name_key >= ${term} and u.last_name_key < ${end})`,
    sql`(u.email >= ${term} and u.email < ${end})`,
  ] as const;
}

/** All that match, for counting: of a short term range by range, as the first one alone may have as many as are counted. */
function candidates(sql: Sql, tenantId: string, term: string | undefined) {
  const atMost = totalCap + 1;
  if (term !== undefined && isLong(term)) return sql`select from floor_matches(${`%${term}%`}, ${atMost})`;
  const living = sql`select from users u where u.tenant_id = ${tenantId} and u.status <> 'deleting'`;
  if (term === undefined) return living;
  const [name, lastName, email] = beginnings(sql, term);
  return sql`(${living} and ${name} limit ${atMost})
    union all (${living} and ${lastName} and ${name} is not true limit ${atMost})
    union all (${living} and ${email} and (${name} or ${lastName}) is not true limit ${atMost})`;
}

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

/** A page of people with the same fields as `user.list`. */
export async function readPage(
  sql: Sql,
  tenantId: string,
  term: string | undefined,
  [people, [counted]]: Awaited<ReturnType<typeof selectPage>>,
) {
  const shown = people.slice(0, pageSize);
  const ids = shown.map(({ id }) => id);
  const count = counted?.count ?? 0;
  const isCapped = count > totalCap;
  const [devices, roles, groups, exact] = await Promise.all([
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
    isCapped && term === undefined ? countExactly(sql, tenantId) : undefined,
  ]);
  const countsOf = new Map(devices.map(({ userId, ...counts }) => [userId, counts]));
  const [rolesOf, groupsOf] = [byUser(roles), byUser(groups)];
  const items = shown.map(({ sortKey: _sortKey, maxDevices, tenantMaxDevices, ...person }) => {
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
  const last = people.length > pageSize ? shown.at(-1) : undefined;
  const nextCursor = last ? Buffer.from(JSON.stringify([last.sortKey, last.id])).toString("base64url") : null;
  const total =
    exact === undefined ? { count: Math.min(count, totalCap), exact: !isCapped } : { count: exact, exact: true };
  return { items, nextCursor, total };
}

const byUser = <Row extends { readonly userId: string }>(rows: readonly Row[]) =>
  Map.groupBy(rows, (row) => row.userId);
