import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { migrate } from "@portcullis/db/migrate";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { olderDatabase } from "../testing/older-database.ts";
import { sqlFolder, sqlText } from "../testing/sql-folder.ts";

const older = { of: "a migration", table: "tenants", open: () => olderDatabase("held") };
const view = { of: "a view", table: "access", open: () => olderDatabase("sql_objects") };

it.each([older, view])(
  "lets everybody go on who reads what $of waits for, and is done once it can be had",
  { timeout: 60_000 },
  async ({ table, open }) => {
    await using database = await open();
    await using folder = await sqlFolder(1, {
      "views/access.sql": (await sqlText("views/access.sql")).replace(";", " AND device_id IS NOT NULL;"),
    });
    await using stack = new AsyncDisposableStack();
    const pool = (name: string) =>
      stack.adopt(openDatabase(database.ownerUrl, { applicationName: name, max: 1 }), (db) => closeDatabase(db));
    const [report, reader] = [pool("a long report"), pool("a page")];
    const read = () => reader.execute(sql.raw(`select count(*) from ${table}`));
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
      await tx.execute(sql.raw(`select count(*) from ${table}`));
      await reported.promise;
    });
    const migrating = migrate(database, { sqlFolder: folder.path });

    await expect
      .poll(async () => {
        await read();
        return (await rolledBack()) - before;
      })
      .toBeGreaterThan(1);
    reported.resolve();
    await Promise.all([reporting, migrating]);

    expect(await reader.execute(sql`select held_since from tenants`)).toEqual([]);
    const [found] = await reader.execute<{ text: string }>(sql`select pg_get_viewdef('access'::regclass) as text`);
    expect(found?.text).toContain("device_id IS NOT NULL");
  },
);
