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
      ["users", "devices", "device_addresses", "user_search", "device_search"],
      async () => {
        await copyAll(sql, tenantIds, sizes);
        await fillSearch(reserved.sql);
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
