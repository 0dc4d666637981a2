import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { bootstrap } from "@portcullis/db/bootstrap";
import { migrate } from "@portcullis/db/migrate";
import { differences, readCatalogue } from "@portcullis/db/sql/catalogue";
import { roles } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { expect, it } from "vitest";
import { apiWith } from "../network/api.ts";
import { openCluster } from "../testing/debian-postgresql.ts";
import { smallProduct } from "../testing/small-product.ts";
import { operatorCommand } from "./testing/operator-command.ts";

/**
 * What `pg_dump` of PostgreSQL 15 said of the first release's database (commit 567a2a2, migrations up to 0006) with its own demo
 * data, but for the 1,200 devices of one user.
 */
const dump = join(import.meta.dirname, "fixtures/first-release.sql.gz");

it("brings the first release's database to this one by one command, with all that it holds", async () => {
  await using stack = new AsyncDisposableStack();
  const cluster = stack.use(await openCluster());
  const urls = await bootstrap({ superuserUrl: cluster.superuserUrl, database: "portcullis", ...roles });
  const script = join(cluster.folder, "first-release.sql");
  await writeFile(script, gunzipSync(await readFile(dump)));
  await cluster.tool("psql", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null", "-d", "portcullis", "-f", script);
  const sql = stack.adopt(postgres(urls.ownerUrl, { max: 1, onnotice: () => {} }), (client) => client.end());
  const contents = async () => {
    const [counts] = await sql`
      select (select count(*)::int from tenants) as tenants, (select count(*)::int from users) as users,
        (select count(*)::int from devices) as devices, (select count(*)::int from audit_events) as events,
        (select count(*)::int from device_addresses) as addresses, (select count(*)::int from cascades) as cascades,
        (select count(*)::int from access) as peers, (select count(*)::int from drizzle.__drizzle_migrations) as migrations`;
    return counts;
  };
  const before = await contents();
  expect(before).toMatchObject({ tenants: 2, users: 263, devices: 582, events: 1064, migrations: 7 });

  expect(await operatorCommand(urls, "db-migrate")).toMatchObject({ code: 0, err: "" });

  expect(await contents()).toEqual({ ...before, migrations: expect.any(Number) as number });
  const fresh = await bootstrap({ superuserUrl: cluster.superuserUrl, database: "fresh", ...roles });
  await migrate(fresh);
  const freshSql = stack.adopt(postgres(fresh.ownerUrl, { max: 1, onnotice: () => {} }), (client) => client.end());
  expect(differences(await freshSql.begin(readCatalogue), await sql.begin(readCatalogue))).toEqual([]);
  const doctor = await operatorCommand(urls, "doctor");
  // What the first release seeded is still demo data, in a database that is not the embedded one.
  expect(doctor.out.split("\n").filter((line) => line.startsWith("✗"))).toEqual([
    expect.stringContaining("6 demo accounts have the published password"),
  ]);
  for (const found of [
    "✓ The schema matches this version",
    "✓ Every function, view and trigger is of this version",
    "✓ Every table has row-level security, forced",
    "✓ The application has its grants",
    "✓ No tenant is paused after a restore",
  ]) {
    expect(doctor.out).toContain(found);
  }

  await using product = await smallProduct(urls);
  const owner = apiWith(product.url, await product.cookieOf("owner"));
  const { items } = await owner.user.list.query({ search: "member@acme.test" });
  const id = items[0]?.id ?? "";
  // Whatever an old version wrote must be what this one shows: each person whole.
  for (const { id: anybody } of (await owner.user.list.query({ limit: 100 })).items) {
    await owner.user.get.query({ id: anybody });
  }
  const { devices } = await owner.user.get.query({ id });
  expect(devices.length).toBeGreaterThan(0);
  const { cascade } = await owner.user.deactivate.mutate({ id });
  await expect
    .poll(() => owner.cascade.get.query({ id: cascade?.id ?? "" }), { timeout: 60_000 })
    .toMatchObject({ status: "done", devicesTotal: devices.filter(({ active }) => active).length });
  await expect.poll(async () => (await owner.audit.seal.query()).waiting, { timeout: 60_000 }).toBe(0);
  expect(await operatorCommand(urls, "audit-verify")).toMatchObject({ code: 0 });
});
