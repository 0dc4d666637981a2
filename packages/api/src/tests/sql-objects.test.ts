import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { migrate } from "@portcullis/db/migrate";
import { isMigrated } from "@portcullis/db/migration-state";
import { differences, readCatalogue, readObjects } from "@portcullis/db/sql/catalogue";
import { readSqlFolder } from "@portcullis/db/sql/sql-files";
import { emptyDatabase, type TestDatabase, testDatabase } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { olderDatabase } from "../testing/older-database.ts";
import { sqlFolder, sqlText } from "../testing/sql-folder.ts";

async function withOwner(database: TestDatabase) {
  const [sql, superuser] = [database.ownerUrl, database.superuserUrl].map((url) =>
    postgres(url, { max: 1, onnotice: () => {} }),
  ) as [postgres.Sql, postgres.Sql];
  // What is taken back leaves no row.
  await superuser.unsafe(`
    create schema log create table log.replaced (what text);
    create function log.note() returns event_trigger language plpgsql security definer as $$ begin
      insert into log.replaced select object_identity from pg_event_trigger_ddl_commands();
    end $$;
    create event trigger note on ddl_command_end when tag in ('CREATE FUNCTION', 'CREATE VIEW', 'CREATE TRIGGER')
      execute function log.note()`);
  return {
    database,
    sql,
    replaced: () => superuser`select what from log.replaced`.values().then((rows) => rows.flat() as string[]),
    catalogue: () => sql.begin(readCatalogue),
    objects: () => sql.begin((tx) => readObjects(tx)),
    release: async () => (await sql`select started, finished from drizzle.sql_release`)[0],
    async [Symbol.asyncDispose]() {
      await Promise.all([sql.end(), superuser.end()]);
      await database[Symbol.asyncDispose]();
    },
  };
}
const aDatabase = async () => withOwner(await testDatabase());

const oldestFile = "functions/oldest_unsealed.sql";
/** The text, with another result. */
const changedOldest = async () => (await sqlText(oldestFile)).replace("0)", "42)");
const oldest = async (sql: postgres.Sql) => (await sql`select oldest_unsealed() as age`)[0]?.["age"] as number;

/** As the catalogue of this test names what an event trigger tells of. */
const objectName = (identity: string) => {
  const name = identity.replaceAll(/\b(public|pg_catalog)\./g, "");
  if (name.includes("(")) return `function ${name}`;
  return name.includes(" on ") ? `trigger ${name}` : `view ${name}`;
};

describe("a database", () => {
  it("is left as it is where nothing has changed", async () => {
    await using subject = await aDatabase();
    await migrate(subject.database);
    expect(await subject.replaced()).toEqual([]);
    expect(await subject.release()).toEqual({ started: 1, finished: 1 });
  });

  it("of the release before the files has them already: nothing is replaced but what has changed since", async () => {
    await using subject = await withOwner(await olderDatabase("sql_objects"));
    await using fresh = await aDatabase();
    const [before, after] = [await subject.objects(), await fresh.objects()];
    const changed = [...after.keys()].filter((name) => before.get(name) !== after.get(name));
    expect(changed).toEqual(expect.arrayContaining(["view device_access", "function is_compliant(text)"]));
    await migrate(subject.database);
    const replaced = new Set((await subject.replaced()).map(objectName));
    expect([...replaced].toSorted()).toEqual(changed.toSorted());
    expect(differences(await fresh.catalogue(), await subject.catalogue())).toEqual([]);
    const rows = (of: typeof subject) => of.sql`select * from drizzle.sql_objects order by file`;
    expect(await rows(subject)).toEqual(await rows(fresh));
  });

  it("gets back what somebody changed, switched off or dropped, with its grants", async () => {
    await using subject = await aDatabase();
    const before = await subject.catalogue();
    await subject.sql.unsafe(
      `
      create or replace view access with (security_invoker = true) as select tenant_id, device_id, user_id, public_key from device_access;
      alter view device_records set (security_invoker = false);
      alter function permissions_of rows 0 volatile`.replace(" rows 0", ""),
    );
    await subject.sql`alter table users disable trigger user_search_new`;
    await subject.sql`drop function due_seals`;
    expect(differences(before, await subject.catalogue())).toEqual([
      "function due_seals(integer) is missing",
      "function permissions_of(uuid,uuid) differs",
      "grants on function due_seals(integer) is missing",
      "trigger user_search_new on users differs",
      "view access differs",
      "view device_records differs",
    ]);
    await migrate(subject.database);
    expect(differences(before, await subject.catalogue())).toEqual([]);
  });

  it("of a newer release gets its changed texts, from whoever of several starts comes first", async () => {
    await using subject = await aDatabase();
    await using folder = await sqlFolder(2, { [oldestFile]: await changedOldest() });
    expect(await oldest(subject.sql)).toBe(0);
    await Promise.all([1, 2, 3].map(() => migrate(subject.database, { sqlFolder: folder.path })));
    expect(await oldest(subject.sql)).toBe(42);
    expect(await subject.replaced()).toEqual(["public.oldest_unsealed()"]);
    expect(await subject.release()).toEqual({ started: 2, finished: 2 });
  });
});

describe("an old version that is restarted in mid-upgrade", () => {
  it("applies nothing, says so in a sentence, and serves", async () => {
    await using subject = await aDatabase();
    await using folder = await sqlFolder(2, {
      [oldestFile]: await changedOldest(),
      "functions/another.sql": "create or replace function another() returns integer language sql return 1;",
    });
    await migrate(subject.database, { sqlFolder: folder.path });
    // The newer one was cut off before it was through.
    await subject.sql`update drizzle.sql_release set finished = 1`;
    const before = [await subject.replaced(), await subject.catalogue()];

    const said: string[] = [];
    await migrate(subject.database, { print: (sentence) => said.push(sentence) });

    expect(said).toEqual([
      "The database has the functions, views and triggers of release 2, and this version those of release 1: they were left as they are.",
    ]);
    expect([await subject.replaced(), await subject.catalogue()]).toEqual(before);
    expect(await oldest(subject.sql)).toBe(42);
    const app = openDatabase(subject.database.applicationUrl, { applicationName: "old console", max: 1 });
    expect(await isMigrated(app)).toBe(true);
    await closeDatabase(app);
  });

  it("while the newer one is not ready before its own objects are there", async () => {
    await using subject = await aDatabase();
    await subject.sql`update drizzle.sql_release set started = 1, finished = 0`;
    const app = openDatabase(subject.database.applicationUrl, { applicationName: "new console", max: 1 });
    expect(await isMigrated(app)).toBe(false);
    await migrate(subject.database);
    expect(await isMigrated(app)).toBe(true);
    await closeDatabase(app);
  });
});

describe("an object", () => {
  const exists = async (sql: postgres.Sql, name: string) =>
    (await sql`select 1 from pg_proc where proname = ${name}`).length > 0;

  it("that is new comes after what it uses, for the application and nobody else", async () => {
    await using subject = await aDatabase();
    await using folder = await sqlFolder(2, {
      "views/a_view.sql":
        "create or replace view a_view with (security_invoker = true) as select b_function() as b, tenant_id from z_view;",
      "views/z_view.sql":
        "-- a_view comes after it\ncreate or replace view z_view with (security_invoker = true) as select tenant_id from users;",
      "functions/b_function.sql": "create or replace function b_function() returns integer language sql return 1;",
    });
    await migrate(subject.database, { sqlFolder: folder.path });
    const catalogue = await subject.catalogue();
    expect(catalogue.get("grants on function b_function()")).toBe("portcullis_app EXECUTE, portcullis_owner EXECUTE");
    expect(catalogue.get("grants on a_view")).toContain("portcullis_app SELECT");
  });

  // It migrates an empty database from the first release on.
  it("whose file is deleted lives for one release, and then goes", { timeout: 60_000 }, async () => {
    await using subject = await aDatabase();
    for (const [release, lives] of [
      [2, true],
      [3, false],
    ] as const) {
      await using folder = await sqlFolder(release, { [oldestFile]: null });
      await migrate(subject.database, { sqlFolder: folder.path });
      expect(await exists(subject.sql, "oldest_unsealed")).toBe(lives);
    }
    // A fresh database makes it by its migrations, and never comes to know a file for it.
    await using fresh = await withOwner(await emptyDatabase());
    await using folder = await sqlFolder(3, { [oldestFile]: null });
    await migrate(fresh.database, { sqlFolder: folder.path });
    expect(differences(await subject.catalogue(), await fresh.catalogue())).toEqual([]);
  });

  it("that is marked lives until that release, and what needs it goes before it", async () => {
    await using subject = await aDatabase();
    const chain = {
      "functions/base.sql": "-- until: 3\ncreate or replace function base() returns integer language sql return 1;",
      "functions/top.sql": "-- until: 3\ncreate or replace function top() returns integer language sql return base();",
    };
    for (const [release, lives] of [
      [2, true],
      [3, false],
    ] as const) {
      await using folder = await sqlFolder(release, chain);
      await migrate(subject.database, { sqlFolder: folder.path });
      expect([await exists(subject.sql, "base"), await exists(subject.sql, "top")]).toEqual([lives, lives]);
    }
  });

  it("that somebody else made is left alone", async () => {
    await using subject = await aDatabase();
    await subject.sql`create function theirs() returns integer language sql return 1`;
    await using folder = await sqlFolder(9);
    await migrate(subject.database, { sqlFolder: folder.path });
    expect(await exists(subject.sql, "theirs")).toBe(true);
  });

  it("stays where its file is renamed", async () => {
    await using subject = await aDatabase();
    await using folder = await sqlFolder(3, {
      [oldestFile]: null,
      "functions/oldest_unsealed_age.sql": await sqlText(oldestFile),
    });
    await migrate(subject.database, { sqlFolder: folder.path });
    expect(await exists(subject.sql, "oldest_unsealed")).toBe(true);
    expect(await subject.sql`select file from drizzle.sql_objects where object like '%oldest_unsealed%'`).toEqual([
      { file: "functions/oldest_unsealed_age.sql" },
    ]);
  });
});

it.each([
  [
    "other parameters",
    oldestFile,
    "create or replace function oldest_unsealed(since integer) returns double precision language sql return 1;",
    /sql\/functions\/oldest_unsealed\.sql changes the parameters or the result of its function.*-- until: <release>/,
  ],
  [
    "another name of a parameter",
    "functions/prefix_end.sql",
    "create or replace function prefix_end(of_what text) returns text language sql return of_what;",
    /changes the parameters or the result/,
  ],
  [
    "another result",
    oldestFile,
    "create or replace function oldest_unsealed() returns integer language sql return 1;",
    /changes the parameters or the result/,
  ],
  [
    "a column less",
    "views/access.sql",
    "create or replace view access with (security_invoker = true) as select tenant_id, device_id, user_id from device_access;",
    /sql\/views\/access\.sql changes the columns of its view/,
  ],
  [
    "a text that does not hold",
    oldestFile,
    "create or replace function oldest_unsealed() returns double precision language sql return nothing();",
    /sql\/functions\/oldest_unsealed\.sql cannot be applied: .*nothing\(\) does not exist/,
  ],
  [
    "an object of another file",
    "functions/prefix_end_too.sql",
    "create or replace function prefix_end(prefix text) returns text language sql immutable return prefix;",
    /prefix_end\.sql and sql\/functions\/prefix_end_too\.sql are both the function prefix_end\(text\)/,
  ],
  [
    "something else than its name says",
    oldestFile,
    "create table oldest_unsealed ();",
    /must be one "create or replace/,
  ],
])("refuses a file with %s, and changes nothing", async (_what, path, text, says) => {
  await using subject = await aDatabase();
  const before = await subject.catalogue();
  await using folder = await sqlFolder(1, { [path]: text });
  await expect(migrate(subject.database, { sqlFolder: folder.path })).rejects.toThrow(says);
  expect(differences(before, await subject.catalogue())).toEqual([]);
});

it("reads each file after those that it names", () => {
  const order = readSqlFolder().files.map(({ path }) => path);
  const at = (path: string) => order.indexOf(path);
  expect(at("views/device_access.sql")).toBeLessThan(at("views/access.sql"));
  expect(at("views/access.sql")).toBeLessThan(at("functions/page_users.sql"));
  expect(at("functions/keep_user_search.sql")).toBeLessThan(at("triggers/user_search_new.sql"));
});
