import { isolationIn, isolationOf, tablesWithoutTenant } from "@portcullis/db/doctor/check-isolation";
import { migrate } from "@portcullis/db/migrate";
import { readSchema, schemaStatements } from "@portcullis/db/schema-statements";
import { type Catalogue, differences, readCatalogue, readFrozen, readObjects } from "@portcullis/db/sql/catalogue";
import { digestOf, readSqlFolder } from "@portcullis/db/sql/sql-files";
import { emptyDatabase, testDatabase } from "@portcullis/testing/test-database";
import { is } from "drizzle-orm";
import { getTableConfig, getViewConfig, PgTable, PgView, pgTable, text } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { olderDatabase } from "../testing/older-database.ts";

const stack = new AsyncDisposableStack();
let sql: postgres.Sql;
let schema: Readonly<Record<string, unknown>>;
let migrated: Catalogue;

beforeAll(async () => {
  sql = connect(stack.use(await testDatabase()).ownerUrl);
  schema = await readSchema();
  migrated = await sql.begin(readCatalogue);
});
afterAll(() => stack.disposeAsync());

const connect = (url: string) => stack.adopt(postgres(url, { max: 1, onnotice: () => {} }), (client) => client.end());

/** The catalogue of the migrated database after somebody did that to it. */
async function catalogueAfter(action: string): Promise<Catalogue> {
  let found: Catalogue = new Map();
  const rollback = new Error("rolled back");
  await expect(
    sql.begin(async (tx) => {
      await tx.unsafe(action);
      found = await readCatalogue(tx);
      throw rollback;
    }),
  ).rejects.toBe(rollback);
  return found;
}

describe("a database of an earlier release that was upgraded", () => {
  // The first release ended with 0006, the one that the upgrade drill begins with at 0019.
  it.each(["list_indexes", "search_words"])(
    "before %s is the same as a fresh one",
    { timeout: 60_000 },
    async (next) => {
      await using older = await olderDatabase(next);
      await migrate(older);
      expect(differences(migrated, await older.owner.$client.begin(readCatalogue))).toEqual([]);
    },
  );

  it.each([
    ["alter table users add nickname text", ["column users.nickname is not expected"]],
    ["alter table users alter first_name set not null", ["column users.first_name differs"]],
    ["alter table users alter status set default 'active'", ["column users.status differs"]],
    ["alter table sessions alter agent type varchar(99)", ["column sessions.agent differs"]],
    ["alter table users drop constraint users_owner_active", ["constraint users_owner_active on users is missing"]],
    ["drop index users_created", ["index users_created is missing"]],
    ["create index hasty on users (tenant_id)", ["index hasty is not expected"]],
    ["alter function due_seals cost 7", ["function due_seals(integer) differs"]],
    ["alter table users disable trigger user_search_new", ["trigger user_search_new on users differs"]],
    ["alter table devices no force row level security", ["row security of devices differs"]],
    ["alter policy tenant on groups using (true)", ["policy tenant on groups differs"]],
    ["grant delete on audit_events to portcullis_app", ["grants on audit_events differs"]],
    ["grant update (changed) on audit_events to portcullis_app", ["grants on audit_events.changed is not expected"]],
    ["grant execute on function due_seals to public", ["grants on function due_seals(integer) differs"]],
    ["create type mood as enum ('calm')", ["type mood is not expected"]],
  ])("differs, by name, after: %s", async (action, said) => {
    expect(differences(migrated, await catalogueAfter(action))).toEqual(said);
  });
});

describe("the Drizzle schema", () => {
  const isDeclared = (name: string) => /^(table|column|index|constraint) /.test(name);
  /** All that Drizzle declares, and of the views the columns that it does. */
  async function declared(exported: Readonly<Record<string, unknown>>): Promise<Catalogue> {
    await using database = await emptyDatabase();
    const scratch = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
    await using _closed = { [Symbol.asyncDispose]: () => scratch.end() };
    await scratch`create extension pg_trgm`;
    await scratch`create extension btree_gin`;
    for (const [name, rendering] of await sql.begin((tx) => readObjects(tx))) {
      // A default calls it.
      if (name === "function database_home()") await scratch.unsafe(rendering);
    }
    for (const statement of await schemaStatements(exported)) await scratch.unsafe(statement);
    for (const view of Object.values(exported).filter((each) => is(each, PgView))) {
      const { name, selectedFields } = getViewConfig(view);
      const columns = Object.values(selectedFields as Record<string, { name: string; getSQLType: () => string }>);
      await scratch.unsafe(
        `create view ${name} as select ${columns.map((each) => `null::${each.getSQLType()} as ${each.name}`).join(", ")}`,
      );
    }
    return await scratch.begin(readCatalogue);
  }
  const compare = (found: Catalogue, database: Catalogue) => [
    ...differences(only(found, isDeclared), only(database, isDeclared)),
    ...differences(
      only(found, (name) => name.startsWith("view column ")),
      only(database, (name) => found.has(name) && name.startsWith("view column ")),
    ),
  ];
  const only = (catalogue: Catalogue, isMeant: (name: string) => boolean) =>
    new Map([...catalogue].filter(([name]) => isMeant(name)));

  it("is what the migrations make", async () => {
    const found = await declared(schema);
    expect(compare(found, migrated)).toEqual([]);
    expect([...found.keys()].filter(isDeclared).length).toBeGreaterThan(400);
    expect(found.get("view column access.device_id")).toBe("uuid");
    // A migration by hand that says something else than the schema.
    const byHand = await catalogueAfter(`
      alter table users drop constraint users_owner_active, add constraint users_owner_active check (not is_owner or status <> 'deleting');
      alter table users alter first_name set not null; drop index users_status;
      create index users_status on users (tenant_id, status);
      alter table tenants drop column restore_lost_devices;
      drop view access cascade; create view access as select tenant_id, device_id, user_id::text from device_access`);
    expect(compare(found, byHand)).toEqual([
      "column tenants.restore_lost_devices is missing",
      "column users.first_name differs",
      "constraint users_owner_active on users differs",
      "index users_status differs",
      "view column access.public_key is missing",
      "view column access.user_id differs",
    ]);
  });

  it("differs, by name, with a column that no migration makes", async () => {
    const hasty = pgTable("sign_in_throttle_notes", { note: text("note").notNull() });
    expect(compare(await declared({ ...schema, hasty }), migrated)).toEqual([
      "column sign_in_throttle_notes.note is missing",
      "table sign_in_throttle_notes is missing",
    ]);
  });
});

describe("the files of functions, views and triggers", () => {
  /** What has two files or none, and files of nothing. */
  async function unmatched(tx: postgres.TransactionSql): Promise<readonly string[]> {
    const frozen = await readFrozen(tx);
    const objects = [...(await readObjects(tx)).keys()].filter((name) => !frozen.has(name));
    const rows = await tx<{ file: string; object: string }[]>`select file, object from drizzle.sql_objects`;
    const files = new Map(rows.map(({ file, object }) => [object, file]));
    return [
      ...objects.filter((name) => !files.has(name)).map((name) => `${name} has no file in packages/db/sql`),
      ...[...files].flatMap(([object, file]) => (objects.includes(object) ? [] : [`${file} has no ${object}`])),
    ];
  }

  it("are one for each object, and each makes its object as it is", async () => {
    const { files, expired } = readSqlFolder();
    expect(await sql.begin(unmatched)).toEqual([]);
    const rows = await sql`select file from drizzle.sql_objects`;
    expect(rows.map(({ file }) => file as string).toSorted()).toEqual(files.map(({ path }) => path).toSorted());
    // Their objects are gone: delete these files.
    expect(expired).toEqual([]);
    await sql
      .begin(async (tx) => {
        const before = await readObjects(tx);
        for (const file of files) await tx.unsafe(file.text);
        expect(differences(before, await readObjects(tx))).toEqual([]);
        throw new Error("rolled back");
      })
      .catch((error: unknown) => expect(String(error)).toBe("Error: rolled back"));
  });

  it("miss what a migration makes beside them, and what it takes away", async () => {
    let said: readonly string[] = [];
    const work = sql.begin(async (tx) => {
      await tx`create function hasty() returns integer language sql return 1`;
      await tx`drop function oldest_unsealed`;
      said = await unmatched(tx);
      throw new Error("rolled back");
    });
    await expect(work).rejects.toThrow("rolled back");
    expect(said).toEqual([
      "function hasty() has no file in packages/db/sql",
      "functions/oldest_unsealed.sql has no function oldest_unsealed()",
    ]);
  });

  it("leave those functions to the migrations that columns, policies and stored values depend on", async () => {
    expect([...(await sql.begin(readFrozen))].toSorted()).toEqual([
      "function app_tenant_id()",
      "function database_home()",
      "function fold_text(text)",
      "function folded_prefixes(text[])",
      "function search_forms(text)",
      "function spell_umlauts(text)",
      "procedure isolate_tenant_table(regclass)",
    ]);
  });

  it("have a higher number than at the last release, once one has changed", () => {
    const { release, released, files } = readSqlFolder();
    const digest = digestOf(files);
    expect(
      digest === released.digest || release > released.release,
      `A file of packages/db/sql has changed since the last release: raise \`release\` in release.json by one. Where this is a release, set \`released\` to ${JSON.stringify({ release, digest })}.`,
    ).toBe(true);
  });
});

describe("the isolation of tenants", () => {
  it("is forced on every table that the schema declares, by the same policies, but for those without a tenant", () => {
    const tables = Object.values(schema)
      .filter((each) => is(each, PgTable))
      .map((each) => getTableConfig(each).name);
    expect(tables).toEqual(expect.arrayContaining([...tablesWithoutTenant, "users", "tenants"]));
    expect(differences(isolationOf(tables, "portcullis_owner"), isolationIn(migrated))).toEqual([]);
  });

  it.each([
    ["alter table devices no force row level security", "row security of devices differs"],
    ["alter table devices disable row level security", "row security of devices differs"],
    ["alter policy tenant on users using (true)", "policy tenant on users differs"],
    ["alter policy tenant on users to portcullis_owner", "policy tenant on users differs"],
    ["drop policy owner on users", "policy owner on users is missing"],
    ["create policy support on users to public using (true)", "policy support on users is not expected"],
    ["create table hasty (tenant_id uuid)", "row security of hasty is not expected"],
  ])("is missed after: %s", async (action, said) => {
    const expected = isolationIn(migrated);
    expect(differences(expected, isolationIn(await catalogueAfter(action)))).toEqual([said]);
  });
});
