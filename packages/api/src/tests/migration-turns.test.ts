import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { migrate } from "@portcullis/db/migrate";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { olderDatabase } from "../testing/older-database.ts";

it("lets everybody go on who reads what a migration waits for, and is done once it can be had", async () => {
  await using database = await olderDatabase("held");
  await using stack = new AsyncDisposableStack();
  const pool = (name: string) =>
    stack.adopt(openDatabase(database.ownerUrl, { applicationName: name, max: 1 }), (db) => closeDatabase(db));
  const [report, reader] = [pool("a long report"), pool("a page")];
  const read = () => reader.execute(sql`select count(*) from tenants`);
  // A migration's own locks cannot be asked for: it is seen to have waited by its failed attempts' traces in the statistics.
  const rolledBack = async () => {
    const [row] = await reader.execute<{ count: number }>(
      sql`select xact_rollback::int as count from pg_stat_database where datname = current_database()`,
    );
    return row?.count ?? 0;
  };
  const before = await rolledBack();
  const reported = Promise.withResolvers<void>();
  const reporting = report.transaction(async (tx) => {
    await tx.execute(sql`select count(*) from tenants`);
    await reported.promise;
  });
  const migrating = migrate(database);

  await expect
    .poll(async () => {
      await read();
      return (await rolledBack()) - before;
    })
    .toBeGreaterThan(1);
  reported.resolve();
  await Promise.all([reporting, migrating]);

  expect(await reader.execute(sql`select held_since from tenants`)).toEqual([]);
});
