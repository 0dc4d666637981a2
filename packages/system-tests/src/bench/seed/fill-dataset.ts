import { createTenant } from "@portcullis/api/tenant/create-tenant";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import postgres from "postgres";
import { openCopy } from "./copy.ts";
import { people } from "./people.ts";
import type { Sizes } from "./sizes.ts";

/**
 * Loads with the tables' indexes away, but for those of keys, and makes them again: sorted once instead of kept sorted three
 * million times.
 */
async function withoutIndexes(sql: postgres.Sql, tables: readonly string[], load: () => Promise<void>): Promise<void> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
    where indrelid = any(${tables.map(String)}::regclass[]) and not indisprimary`;
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  await load();
  await sql`set maintenance_work_mem = '1GB'`;
  for (const { definition } of indexes) await sql.unsafe(definition);
}

export const ownerPassword = "correct horse battery staple";
export const slugOf = (tenant: number) => `bench-${tenant}`;
export const ownerEmailOf = (tenant: number) => `owner@bench-${tenant}.test`;

/** Ten tenants with an owner who can sign in, and their people with their devices and addresses. */
export async function fillDataset(urls: { ownerUrl: string; superuserUrl: string }, sizes: Sizes): Promise<void> {
  const db = openDatabase(urls.ownerUrl, { applicationName: "bench seed", max: 1 });
  const tenantIds: string[] = [];
  try {
    for (const tenant of sizes.users.keys()) {
      const owner = { email: ownerEmailOf(tenant), firstName: "Olive", lastName: "Owner", password: ownerPassword };
      tenantIds.push((await createTenant(db, { slug: slugOf(tenant), name: `Bench ${tenant}`, owner })).tenantId);
    }
  } finally {
    await closeDatabase(db);
  }
  // As replica: the keys are right by their making, and looking each of them up would take longer than the load.
  const sql = postgres(urls.superuserUrl, {
    max: 4,
    connection: { session_replication_role: "replica" },
    onnotice: () => {},
  });
  try {
    // What is measured is no mistake of an administrator.
    await sql`update tenants set brake_limit = 100000`;
    await using reserved = await single(urls.superuserUrl);
    await withoutIndexes(
      reserved.sql,
      [
        "users",
        "devices",
        "device_addresses",
        "user_search",
        "device_search",
        "cascades",
        "cascade_devices",
        "audit_events",
        "audit_origins",
      ],
      async () => {
        await copyAll(sql, tenantIds, sizes);
        await fillSearch(reserved.sql);
        await reserved.sql`analyze`;
        await fillHistory(reserved.sql);
      },
    );
    await reserved.sql`vacuum (analyze, freeze)`;
  } finally {
    await sql.end();
  }
}

/** What triggers would have written, which a replica's do not. */
async function fillSearch(sql: postgres.Sql): Promise<void> {
  await sql`insert into user_search select tenant_id, id, search_forms(search_text) from users on conflict do nothing`;
  await sql`insert into device_search select tenant_id, id, search_forms(search_text) from devices`;
}

/**
 * A past: one person in five was off for an hour once, with their one device. In a database without it, whatever is planned for the
 * first rows is planned for none.
 */
async function fillHistory(sql: postgres.Sql): Promise<void> {
  // There are few owners and no index: row by row, the rest would be read again for each.
  await sql`set enable_nestloop = off`;
  await sql`
    insert into cascades (tenant_id, id, user_id, kind, status, generation, requested_by, requested_at, sessions_ended, devices_total,
      devices_done, started_at, finished_at, next_attempt_at)
    select u.tenant_id, uuidv7(k.at - now()), u.id, k.kind, 'done', k.generation, o.id, k.at, 0, 1, 1, k.at, k.at, k.at
    from users u join users o on o.tenant_id = u.tenant_id and o.is_owner
    join (select tenant_id, user_id from devices group by 1, 2 having count(*) = 1) d on d.tenant_id = u.tenant_id and d.user_id = u.id
    cross join lateral (values ('deactivate', 1, u.created_at + interval '30 days'), ('reactivate', 2, u.created_at + interval '30 days 1 hour'))
      as k (kind, generation, at)`;
  await sql`
    insert into cascade_devices (tenant_id, cascade_id, device_id, switched_at, public_key, addresses)
    select c.tenant_id, c.id, d.id, c.requested_at, d.public_key, '{}'
    from cascades c join devices d on d.tenant_id = c.tenant_id and d.user_id = c.user_id`;
  await sql`
    insert into audit_events (tenant_id, id, at, action, actor_kind, actor_id, target_kind, target_id, subject_id, cascade_id, changed, origin_hash)
    select tenant_id, id, requested_at, 'user.' || kind || 'd', 'user', requested_by, 'user', user_id, user_id, id, '{status}',
      sha256(id::text::bytea) from cascades`;
  await sql`
    insert into audit_origins (tenant_id, event_id, person_id, address, agent, salt)
    select tenant_id, id, requested_by, '192.0.2.7', 'Bench/1.0', sha256(id::text::bytea) from cascades`;
  await sql`
    insert into audit_events (tenant_id, id, at, action, actor_kind, target_kind, target_id, subject_id, cascade_id, changed)
    select r.tenant_id, uuidv7(c.requested_at - now()), c.requested_at, 'device.' || c.kind || 'd', 'worker', 'device', r.device_id, c.user_id,
      c.id, '{cause}' from cascade_devices r join cascades c on c.tenant_id = r.tenant_id and c.id = r.cascade_id`;
}

/** One connection: a setting of the session counts for what follows. */
async function single(url: string) {
  const sql = postgres(url, { max: 1, max_lifetime: null, onnotice: () => {} });
  await sql`select 1`;
  return { sql, [Symbol.asyncDispose]: () => sql.end() };
}

async function copyAll(sql: postgres.Sql, tenantIds: readonly string[], sizes: Sizes): Promise<void> {
  await using users = await openCopy(sql, "users", [
    "tenant_id",
    "id",
    "email",
    "first_name",
    "last_name",
    "status",
    "accepted_at",
    "created_at",
    "updated_at",
  ]);
  await using devices = await openCopy(sql, "devices", [
    "tenant_id",
    "id",
    "user_id",
    "name",
    "platform",
    "public_key",
    "approved_at",
    "created_at",
    "updated_at",
  ]);
  await using addresses = await openCopy(sql, "device_addresses", ["tenant_id", "network", "device_id"]);
  for (const [tenant, count] of sizes.users.entries()) {
    const tenantId = tenantIds[tenant] ?? "";
    for (const person of people(tenant, count)) {
      const { id, email, firstName, lastName, createdAt: at } = person;
      await users.write([tenantId, id, email, firstName, lastName, "active", at, at, at]);
      for (const device of person.devices) {
        await devices.write([tenantId, device.id, id, device.name, device.platform, device.publicKey, at, at, at]);
        await addresses.write([tenantId, `${device.address}/32`, device.id]);
      }
    }
  }
}
