import type postgres from "postgres";

/**
 * So many people of a tenant, each with a device that is on and a session, in the order of their ids; the tenant's brake stops nobody
 * who changes them.
 */
export async function addPeople(sql: postgres.Sql, tenant: string, count: number): Promise<string[]> {
  const people = await sql<{ id: string }[]>`
    insert into users (tenant_id, id, email, status, accepted_at)
    select t.id, gen_random_uuid(), 'member-' || n || '@' || t.slug || '.test', 'active', now()
    from tenants t cross join generate_series(1, ${count}::int) n where t.slug = ${tenant} returning id`;
  const ids = people.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1));
  await sql`
    insert into devices (tenant_id, id, user_id, name, platform, public_key)
    select tenant_id, gen_random_uuid(), id, 'laptop', 'linux', encode(sha256(id::text::bytea), 'base64')
    from users where id = any(${ids}::uuid[])`;
  await addSessions(sql, ids);
  await sql`update tenants set brake_limit = 100000 where slug = ${tenant}`;
  await sql`analyze users, devices, sessions`;
  return ids;
}

async function addSessions(sql: postgres.Sql, userIds: readonly string[]): Promise<void> {
  await sql`
    insert into sessions (tenant_id, id, user_id, token_hash, last_seen_at, expires_at)
    select tenant_id, gen_random_uuid(), id, sha256(id::text::bytea), now(), now() + interval '1 day'
    from users where id = any(${[...userIds]}::uuid[])`;
}

/** How many of the people are in which state, with their devices by cause and their sessions. */
export async function stateOf(sql: postgres.Sql, userIds: readonly string[]) {
  const ids = [...userIds];
  const [row] = await sql<{ statuses: Record<string, number>; devices: Record<string, number>; sessions: number }[]>`
    select
      (select jsonb_object_agg(status, n) from (select status, count(*)::int as n from users where id = any(${ids}::uuid[]) group by 1) s) as statuses,
      (select jsonb_object_agg(cause, n) from (select coalesce(cause, 'on') as cause, count(*)::int as n from devices
        where user_id = any(${ids}::uuid[]) group by 1) d) as devices,
      (select count(*)::int from sessions where user_id = any(${ids}::uuid[])) as sessions`;
  return row;
}

/** What a bulk operation has left behind: results, changes, entries of the audit log, lines of receipts, and of how many people each. */
export async function leftBy(sql: postgres.Sql, bulkId: string) {
  const [row] = await sql`
    with own as (select * from cascades where bulk_id = ${bulkId}), entries as (
      select e.action, e.target_id from audit_events e join own on e.cascade_id = own.id where e.actor_kind = 'user')
    select (select count(*)::int from bulk_members where operation_id = ${bulkId}) as members,
      (select count(*)::int from bulk_members m join own on own.id = m.cascade_id and own.user_id = m.member_id
        where m.operation_id = ${bulkId} and m.outcome = 'changed') as changed,
      (select count(*)::int from own) as cascades,
      (select count(distinct user_id)::int from own where status = 'done' and devices_done = 1) as done,
      (select count(*)::int from entries) as entries,
      (select count(distinct target_id)::int from entries) as "peopleWithEntry",
      (select array_agg(distinct action) from entries) as actions,
      (select count(*)::int from cascade_devices l join own on own.id = l.cascade_id) as lines`;
  return row;
}
