import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { temporaryFolder } from "@portcullis/db/embedded/temporary-folder";
import { migrate } from "@portcullis/db/migrate";
import { tenantId } from "@portcullis/domain/ids";
import { verifyTrail } from "@portcullis/services/audit/verify-trail";
import { testDatabase } from "@portcullis/testing/test-database";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { expect, it } from "vitest";
import { createInternalCaller } from "../internal-router.ts";

const migrations = fileURLToPath(new URL("../../../db/migrations", import.meta.url));

/** The migrations up to the one that brings the chain, without it. */
async function migrationsBefore(folder: string): Promise<string> {
  await cp(migrations, folder, { recursive: true });
  const path = join(folder, "meta/_journal.json");
  const journal = JSON.parse(await readFile(path, "utf8")) as { entries: { tag: string }[] };
  const end = journal.entries.findIndex(({ tag }) => tag.endsWith("_audit_chain"));
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }));
  return folder;
}

it("queues a trail that is older than its chain, and seals it from the beginning", async () => {
  await using folder = await temporaryFolder("migrations-");
  await using database = await testDatabase();
  await using stack = new AsyncDisposableStack();
  const superuser = stack.adopt(postgres(database.superuserUrl, { max: 1, onnotice: () => {} }), (sql) => sql.end());
  await superuser`drop schema public, drizzle cascade`;
  await superuser`create schema public authorization portcullis_owner`;
  const owner = openDatabase(database.ownerUrl, { applicationName: "portcullis-test-owner", max: 2 });
  stack.defer(() => closeDatabase(owner));
  await applyMigrations(owner, { migrationsFolder: await migrationsBefore(folder.path) });
  const id = crypto.randomUUID();
  await owner.$client`insert into tenants (id, slug, name) values (${id}, 'northwind', 'Northwind')`;
  await owner.$client`
    insert into audit_events (tenant_id, id, at, action, actor_kind, target_kind, details_hash)
    select ${id}, gen_random_uuid(), now() - make_interval(days => n), 'user.updated', 'operator', 'user', case when n > 2297 then sha256('') end
    from generate_series(1, 2300) n`;
  await owner.$client`
    insert into audit_details select tenant_id, id, null, '', '{"reason": "a"}' from audit_events order by at limit 3`;
  await owner.$client`insert into audit_origins (tenant_id, event_id, address) select tenant_id, id, '192.0.2.1' from audit_events order by at limit 2`;
  await migrate(database);

  const app = openDatabase(database.applicationUrl, { applicationName: "portcullis-test", max: 2 });
  stack.defer(() => closeDatabase(app));
  const worker = createInternalCaller({ db: app, principal: { kind: "worker" } });
  expect(await worker.audit.due({ limit: 10 })).toEqual([id]);
  for (const events of [1000, 1000, 300]) {
    expect(await worker.audit.seal({ tenantId: id })).toMatchObject({ outcome: "sealed", events });
  }
  expect(await worker.audit.seal({ tenantId: id })).toEqual({ outcome: "idle" });
  const [oldest] = await owner.$client`select from audit_seals s join audit_events e on e.id = s.event_ids[1]
    where s.number = 1 and e.at = (select min(at) from audit_events)`;
  expect(oldest).toBeDefined();
  const principal = { kind: "operator", tenantId: tenantId(id) } as const;
  // What an older version wrote of details and origins proves nothing; their events are sealed like any other.
  expect(await verifyTrail({ db: owner, principal })).toMatchObject({ sound: { events: 2300, seals: 3 } });
});
