import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bootstrap, type DatabaseUrls, urlFor } from "@portcullis/db/bootstrap";
import { migrate } from "@portcullis/db/migrate";
import { newestMigration } from "@portcullis/db/migration-state";
import { digestOf, readSqlFolder } from "@portcullis/db/sql/sql-files";
import { type EmbeddedServer, startEmbedded } from "@portcullis/embedded-postgres/server";
import { roles } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { fillDataset, slugOf } from "./fill-dataset.ts";
import type { Sizes } from "./sizes.ts";

/** Kept between runs: making it takes minutes. The place is one that the database's user can reach. */
const folder = "/var/tmp/portcullis-bench";

/** A database full of people, the run's own: whatever is done to it is gone with it. */
export interface Dataset extends DatabaseUrls, AsyncDisposable {
  readonly sizes: Sizes;
  /** Of the run's database. */
  readonly superuserUrl: string;
  readonly server: EmbeddedServer;
  /** Ids of the tenants, by their place in the sizes. */
  readonly tenantIds: readonly string[];
  /** As superuser, on the run's database. */
  readonly sql: postgres.Sql;
}

/** Starts the server, makes the people where this version of schema and seed has none yet, and copies them for this run. */
export async function openDataset(sizes: Sizes): Promise<Dataset> {
  await using building = new AsyncDisposableStack();
  const server = building.use(await startEmbedded({ dataDir: folder }));
  const { superuserUrl } = server;
  const maintenance = postgres(superuserUrl, { max: 1, onnotice: () => {} });
  building.defer(() => maintenance.end());
  const kept = `bench_${sizes.name}_${await version()}`;
  const [found] = await maintenance`select from pg_database where datname = ${kept}`;
  if (!found) await make(maintenance, superuserUrl, kept, sizes);

  const database = "bench_run";
  await maintenance.unsafe(`drop database if exists ${database} with (force)`);
  await maintenance.unsafe(`create database ${database} template ${kept} strategy file_copy`);
  const urls = await bootstrap({ superuserUrl, database, ...roles });
  const runUrl = urlFor(superuserUrl, database, { name: "postgres", password: server.superuserPassword });
  const sql = postgres(runUrl, { max: 1, max_lifetime: null, onnotice: () => {} });
  building.defer(() => sql.end());
  const rows = await sql<{ id: string; slug: string }[]>`select id, slug from tenants`;
  const tenantIds = sizes.users.map((_, tenant) => rows.find(({ slug }) => slug === slugOf(tenant))?.id ?? "");
  const stack = building.move();
  return {
    ...urls,
    sizes,
    server,
    superuserUrl: runUrl,
    tenantIds,
    sql,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Under a name of its own until it is whole: a seeding that was cut off is never taken for one. */
async function make(maintenance: postgres.Sql, superuserUrl: string, kept: string, sizes: Sizes): Promise<void> {
  const draft = "bench_draft";
  process.stderr.write(`Making ${sizes.users.reduce((a, b) => a + b, 0)} users, once for this version …\n`);
  const began = performance.now();
  await maintenance.unsafe(`drop database if exists ${draft} with (force)`);
  for (const { datname } of await maintenance<{ datname: string }[]>`
    select datname from pg_database where datname like ${`bench_${sizes.name}_%`}`) {
    await maintenance.unsafe(`drop database ${datname} with (force)`);
  }
  const urls = await bootstrap({ superuserUrl, database: draft, ...roles });
  await migrate(urls);
  const draftUrl = new URL(superuserUrl);
  draftUrl.pathname = `/${draft}`;
  await fillDataset({ ownerUrl: urls.ownerUrl, superuserUrl: draftUrl.href }, sizes);
  await maintenance.unsafe(`alter database ${draft} rename to ${kept}`);
  process.stderr.write(`Made in ${((performance.now() - began) / 1_000).toFixed(0)} s.\n`);
}

/** Changes with the schema and with what fills it. */
async function version(): Promise<string> {
  const hash = createHash("sha256").update(String(newestMigration)).update(digestOf(readSqlFolder().files));
  for (const file of ["fill-dataset.ts", "people.ts", "sizes.ts"])
    hash.update(await readFile(join(import.meta.dirname, file)));
  return hash.digest("hex").slice(0, 8);
}
