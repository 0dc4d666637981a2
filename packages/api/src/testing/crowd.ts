import postgres from "postgres";
import type { Fixture } from "./fixture.ts";

/** Twenty thousand people with two devices each in both tenants, and what they left behind: enough for the planner to care. */
export async function crowd(fixture: Fixture, tenantIds: readonly string[]): Promise<void> {
  const sql = postgres(fixture.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await withoutTrigrams(sql, async () => {
      for (const tenant of tenantIds) await fill(sql, tenant);
    });
    await sql`vacuum analyze`;
  } finally {
    await sql.end();
  }
}

/** A trigram index is built in a tenth of the time that it takes to grow. */
async function withoutTrigrams(sql: postgres.Sql, work: () => Promise<void>): Promise<void> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexname as name, indexdef as definition from pg_indexes where indexdef like '%USING gin%'`;
  for (const { name } of indexes) await sql`drop index ${sql(name)}`;
  await work();
  for (const { definition } of indexes) await sql.unsafe(definition);
}

async function fill(sql: postgres.Sql, tenant: string): Promise<void> {
  await sql`
    insert into users (tenant_id, id, email, first_name, last_name, status, accepted_at, created_at, last_connection)
    select ${tenant}, gen_random_uuid(), 'person' || n || '@' || substr(md5(n::text), 1, 6) || '.test',
      (array['Ada','Grace','Edsger','Barbara','Donald','Radia','Alan','Frances','Ken','Sophie'])[1 + n % 10] || md5('f' || n)::char(3),
      (array['Hopper','Lovelace','Dijkstra','Liskov','Knuth','Perlman','Turing','Allen'])[1 + n % 8] || md5('l' || n)::char(4),
      case when n % 50 = 0 then 'pending' when n % 20 = 1 then 'inactive' else 'active' end, now(),
      now() - make_interval(mins => n), case when n % 3 > 0 then now() - make_interval(secs => n) end
    from generate_series(1, 20000) n`;
  await sql`analyze users`;
  await sql`
    insert into devices (tenant_id, id, user_id, name, platform, public_key, hardware_id, cause, deactivated_at, created_at, last_connection)
    select ${tenant}, gen_random_uuid(), u.id, (array['laptop','phone'])[d] || '-' || md5(u.id::text || d)::char(6),
      (array['linux','macos','windows','ios','android'])[1 + abs(hashtext(u.email)) % 5], gen_random_uuid()::text,
      substr(md5(u.email || d), 1, 12), off.cause, case when off.cause is not null then now() end,
      u.created_at + make_interval(secs => d), case when d = 1 then u.last_connection end
    from users u cross join generate_series(1, 2) d
    cross join lateral (select case when abs(hashtext(u.email || d)) % 25 = 0 then 'admin' end as cause) off
    where u.tenant_id = ${tenant}`;
  // The joins below would otherwise be planned for empty tables.
  await sql`analyze users, devices`;
  await sql`
    with gateway as (
      insert into gateways (tenant_id, id, name, endpoint, token_hash)
      values (${tenant}, gen_random_uuid(), 'Crowded', 'vpn.example.com:51820', decode(md5(${tenant}::text), 'hex')) returning id
    )
    insert into device_presence
    select d.tenant_id, d.id, gateway.id, null, d.last_connection, 0, 0, 0, 0, d.last_connection, 0, 0
    from devices d, gateway where d.tenant_id = ${tenant} and d.last_connection is not null`;
  await sql`
    insert into device_connections (tenant_id, device_id, gateway_id, started_at, ended_at, received, sent)
    select tenant_id, device_id, gateway_id, last_handshake - make_interval(days => n), last_handshake - make_interval(days => n), 0, 0
    from device_presence, generate_series(1, 6) n where tenant_id = ${tenant}`;
  await sql`
    insert into groups (tenant_id, id, name) select ${tenant}, gen_random_uuid(), 'Group ' || n from generate_series(1, 40) n`;
  await sql`
    insert into group_members (tenant_id, group_id, user_id)
    select ${tenant}, g.id, u.id from users u join (select id, row_number() over (order by id) - 1 as n, count(*) over () as of
      from groups where tenant_id = ${tenant}) g on abs(hashtext(u.email)) % g.of = g.n
    where u.tenant_id = ${tenant}`;
  await sql`
    insert into user_roles (tenant_id, user_id, role_id)
    select ${tenant}, u.id, r.id from users u join roles r on r.tenant_id = u.tenant_id
      and r.system = case when hashtext(u.email) % 100 = 0 then 'SUPPORT' else 'BASIC' end
    where u.tenant_id = ${tenant} on conflict do nothing`;
  await sql`
    insert into sessions (tenant_id, id, user_id, token_hash, last_seen_at, expires_at)
    select ${tenant}, gen_random_uuid(), u.id, decode(md5(u.id::text), 'hex'), now(), now() + interval '1 day'
    from users u where u.tenant_id = ${tenant} and u.status = 'active'`;
  // From before anything that a test changes: the newest is found by its generation.
  await sql`
    insert into cascades (tenant_id, id, user_id, kind, status, generation, requested_at, sessions_ended, devices_total, finished_at, next_attempt_at)
    select ${tenant}, overlay(gen_random_uuid()::text placing '00000000' from 1)::uuid, u.id, 'deactivate', case when n % 200 = 0 then 'running' when n % 300 = 1 then 'failed' else 'done' end,
      0, now(), 0, 2, case when n % 200 = 0 or n % 300 = 1 then null else now() end, now()
    from (select id, row_number() over () as n from users where tenant_id = ${tenant}) u`;
  await sql`
    insert into cascade_devices (tenant_id, cascade_id, device_id, switched_at)
    select ${tenant}, c.id, d.id, now() from cascades c join devices d on d.tenant_id = c.tenant_id and d.user_id = c.user_id
    where c.tenant_id = ${tenant}`;
  await sql`
    insert into audit_events (tenant_id, id, at, action, actor_kind, actor_id, target_kind, target_id, subject_id)
    select ${tenant}, gen_random_uuid(), now() - make_interval(secs => n), (array['device.deactivated','user.updated','user.signed_in'])[1 + n % 3],
      'user', u.id, 'user', u.id, u.id
    from (select id, row_number() over () as n from users where tenant_id = ${tenant}) u`;
  await sql`
    insert into audit_details (tenant_id, event_id, subject_id, salt, details)
    select tenant_id, id, subject_id, '', '{}' from audit_events where tenant_id = ${tenant}`;
  await sql`
    insert into audit_origins (tenant_id, event_id, person_id, address)
    select tenant_id, id, actor_id, '192.0.2.1' from audit_events where tenant_id = ${tenant}`;
}
