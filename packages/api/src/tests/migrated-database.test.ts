import { assertApplicationRole } from "@portcullis/db/application-role";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { grantApplicationRole } from "@portcullis/db/grants";
import { migrate } from "@portcullis/db/migrate";
import { isMigrated } from "@portcullis/db/migration-state";
import { isDatabaseUnavailable } from "@portcullis/db/unavailable";
import { testDatabase } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { describe, expect, it } from "vitest";

const role = "portcullis_app";

async function aDatabase() {
  await using building = new AsyncDisposableStack();
  const database = building.use(await testDatabase());
  const owner = building.adopt(postgres(database.ownerUrl, { max: 1, onnotice: () => {} }), (sql) => sql.end());
  const app = building.adopt(openDatabase(database.applicationUrl, { applicationName: "test", max: 1 }), (pool) =>
    closeDatabase(pool),
  );
  const stack = building.move();
  return { urls: database, owner, app, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Everything that the application role may do here, as the catalogue has it. */
const grantsIn = (owner: postgres.Sql) =>
  owner`
    select relname as name, (aclexplode(relacl)).* from pg_class where relnamespace in ('public'::regnamespace, 'drizzle'::regnamespace)
    union all
    select proname, (aclexplode(proacl)).* from pg_proc where pronamespace = 'public'::regnamespace
    union all
    select nspname, (aclexplode(nspacl)).* from pg_namespace where nspname in ('public', 'drizzle')
    order by 1, 3, 4`;

describe("the grants", () => {
  it("come out the same, however often they are given", async () => {
    await using database = await aDatabase();
    const before = await grantsIn(database.owner);
    await database.owner.begin((tx) => grantApplicationRole(tx, role));
    await database.owner.begin((tx) => grantApplicationRole(tx, role));
    expect(await grantsIn(database.owner)).toEqual(before);
    expect(before.length).toBeGreaterThan(50);
  });

  it("take back what somebody gave by hand", async () => {
    await using database = await aDatabase();
    const { owner } = database;
    const before = await grantsIn(owner);
    await owner`grant all on all tables in schema public to ${owner(role)}`;
    await owner`grant execute on all routines in schema public to ${owner(role)}, public`;
    await owner`grant update (changed) on audit_events to ${owner(role)}`;
    expect(await grantsIn(owner)).not.toEqual(before);
    await owner.begin((tx) => grantApplicationRole(tx, role));
    expect(await grantsIn(owner)).toEqual(before);
    const [column] = await owner`select has_any_column_privilege(${role}, 'audit_events', 'update') as may`;
    expect(column).toEqual({ may: false });
  });

  it("reach the tables of the next migration", async () => {
    await using database = await aDatabase();
    const { owner } = database;
    await owner`create table later (id uuid primary key)`;
    await expect(database.app.$client`select * from later`).rejects.toThrow(/permission denied/);
    await migrate(database.urls);
    expect(await database.app.$client`select * from later`).toEqual([]);
  });
});

describe("whether everything is migrated", () => {
  it("is known by the application, after the last migration and not before", async () => {
    await using database = await aDatabase();
    expect(await isMigrated(database.app)).toBe(true);
    await database.owner`delete from drizzle.__drizzle_migrations
      where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`;
    expect(await isMigrated(database.app)).toBe(false);
    await database.owner`delete from drizzle.__drizzle_migrations`;
    expect(await isMigrated(database.app)).toBe(false);
  });

  it("is true of a database that a newer version has migrated further", async () => {
    await using database = await aDatabase();
    await database.owner`insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', ${Date.now() + 1e12})`;
    expect(await isMigrated(database.app)).toBe(true);
  });

  it("is no answer where the database cannot be asked, or was never migrated", async () => {
    await using database = await aDatabase();
    await database.owner`drop schema drizzle cascade`;
    await expect(isMigrated(database.app)).rejects.toThrow();
    const down = openDatabase("postgres://nobody@127.0.0.1:1/none", { applicationName: "down" });
    const failure: unknown = await isMigrated(down).catch((error: unknown) => error);
    expect(isDatabaseUnavailable(failure)).toBe(true);
    await closeDatabase(down);
  });
});

it("migrates again without a change, and leaves the application bound", async () => {
  await using database = await aDatabase();
  const applied = () => database.owner`select hash from drizzle.__drizzle_migrations order by id`;
  const before = await applied();
  await Promise.all([migrate(database.urls), migrate(database.urls)]);
  expect(await applied()).toEqual(before);
  expect(await assertApplicationRole(database.app.$client)).toBe(role);
});
