import { closeDatabase, type DatabaseOptions, openDatabase } from "@portcullis/db/client";
import { isDatabaseBusy, isDatabaseUnavailable } from "@portcullis/db/unavailable";
import { type TestDatabase, testDatabase } from "@portcullis/testing/test-database";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const quick = { lock: 100, statement: 100, idleInTransaction: 100 };

function aPool(options: Partial<DatabaseOptions> = {}) {
  const db = openDatabase(database.applicationUrl, { applicationName: "portcullis-test-client", ...options });
  return { db, [Symbol.asyncDispose]: () => closeDatabase(db) };
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

it("gives every connection its time-outs, and looks whether its client is still there", async () => {
  await using pool = aPool({ max: 3 });
  const settings = ["lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"];
  const seen = await Promise.all(
    [1, 2, 3].map(() =>
      pool.db.transaction((tx) =>
        tx.execute(sql`select name, setting::int as ms from pg_settings
          where name in (${sql.join(settings, sql`, `)}, 'client_connection_check_interval') order by name`),
      ),
    ),
  );
  for (const rows of seen) {
    expect(Object.fromEntries(rows.map((row) => [row["name"], row["ms"]]))).toEqual({
      client_connection_check_interval: 2_000,
      idle_in_transaction_session_timeout: 15_000,
      lock_timeout: 5_000,
      statement_timeout: 15_000,
    });
  }
});

it("says who it is in pg_stat_activity", async () => {
  await using pool = aPool({ applicationName: "portcullis-test-named" });
  expect(await pool.db.execute(sql`select current_setting('application_name') as name`)).toEqual([
    { name: "portcullis-test-named" },
  ]);
});

it("ends a statement that takes too long, as busy rather than as unavailable", async () => {
  await using pool = aPool({ timeouts: quick });
  const failure = await failureOf(pool.db.execute(sql`select pg_sleep(60)`));
  expect([isDatabaseBusy(failure), isDatabaseUnavailable(failure)]).toEqual([true, false]);
  expect(await pool.db.execute(sql`select 1 as one`)).toEqual([{ one: 1 }]);
});

it("ends a wait for a lock that somebody keeps, as busy, and keeps the connection", async () => {
  await using holder = aPool();
  await using pool = aPool({ timeouts: { ...quick, statement: 60_000 }, max: 1 });
  await holder.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(7)`);
    const failure = await failureOf(pool.db.execute(sql`select pg_advisory_xact_lock(7)`));
    expect(isDatabaseBusy(failure)).toBe(true);
  });
  expect(await pool.db.execute(sql`select pg_advisory_xact_lock(7)`)).toHaveLength(1);
});

it("frees the locks of a client that stopped in the middle of its transaction", async () => {
  await using frozen = aPool({ timeouts: quick, max: 1 });
  await using pool = aPool();
  const holding = Promise.withResolvers<void>();
  const waking = Promise.withResolvers<void>();
  const transaction = failureOf(
    frozen.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(8)`);
      holding.resolve();
      await waking.promise;
      await tx.execute(sql`select 1`);
    }),
  );
  await holding.promise;
  await pool.db.execute(sql`select pg_advisory_xact_lock(8)`);
  waking.resolve();
  expect(isDatabaseUnavailable(await transaction)).toBe(true);
  expect(await frozen.db.execute(sql`select 1 as one`)).toEqual([{ one: 1 }]);
});

it("finds the database again after its connections were cut", async () => {
  await using pool = aPool({ applicationName: "portcullis-test-cut", max: 2 });
  await using other = aPool();
  await Promise.all([pool.db.execute(sql`select 1`), pool.db.execute(sql`select 1`)]);
  await other.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'portcullis-test-cut' and datname = current_database()`);
  await expect.poll(() => pool.db.execute(sql`select 1 as one`).catch(() => [])).toEqual([{ one: 1 }]);
});

it("reports of each transaction that it waits, has begun, and has ended or never began", async () => {
  const reported: string[] = [];
  const report = (what: string) => () => void reported.push(what);
  const watch = { asked: report("asked"), got: report("got"), failed: report("failed"), ended: report("ended") };
  await using pool = aPool({ watch });
  await pool.db.transaction((tx) => tx.execute(sql`select 1`));
  await failureOf(pool.db.transaction((tx) => tx.execute(sql`select 1 / 0`)));
  expect(reported).toEqual(["asked", "got", "ended", "asked", "got", "ended"]);
  await closeDatabase(pool.db);
  await failureOf(pool.db.transaction((tx) => tx.execute(sql`select 1`)));
  expect(reported.slice(6)).toEqual(["asked", "failed"]);
});

it("lets running transactions finish when it closes", async () => {
  const db = openDatabase(database.applicationUrl, { applicationName: "portcullis-test-closing" });
  const begun = Promise.withResolvers<void>();
  const finishing = Promise.withResolvers<void>();
  const transaction = db.transaction(async (tx) => {
    await tx.execute(sql`select 1`);
    begun.resolve();
    await finishing.promise;
    return tx.execute(sql`select 2 as two`);
  });
  await begun.promise;
  const closing = closeDatabase(db);
  finishing.resolve();
  expect(await transaction).toEqual([{ two: 2 }]);
  await closing;
});
