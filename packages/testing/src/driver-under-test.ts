import postgres from "postgres";
import { testDatabase } from "./test-database.ts";

/** A driver of two connections, each of which a test can look at, and one to check from. */
export async function testDriver(options: postgres.Options<Record<string, never>> = {}) {
  const database = await testDatabase();
  const check = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  await check`create table notes (id serial primary key, text text)`;
  const sql = postgres(database.ownerUrl, {
    max: 2,
    onnotice: () => {},
    connection: { application_name: "driver under test" },
    ...options,
  });
  return {
    sql,
    check,
    url: database.ownerUrl,
    /** Connections that wait inside a transaction; of this database alone, as other test files have theirs. */
    idleInTransaction: async () =>
      (
        await check`select pid from pg_stat_activity
          where datname = current_database() and application_name = 'driver under test' and state like 'idle in transaction%'`
      ).length,
    stored: async () => (await check<{ text: string }[]>`select text from notes order by id`).map(({ text }) => text),
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 1 });
      await check.end({ timeout: 1 });
      await database[Symbol.asyncDispose]();
    },
  };
}
