import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { expect, it } from "vitest";
import { olderDatabase } from "../testing/older-database.ts";

const migrationsFolder = fileURLToPath(new URL("../../../db/migrations", import.meta.url));

interface Lock {
  readonly relation: string;
  readonly mode: string;
}

/**
 * Whoever works with two tables would wait for a migration that has one of them, and it for them: a deadlock, again at each turn.
 * The same for one table that is locked weakly first and fully later.
 */
it("takes one lock at most, in any migration, that a table's readers or writers wait for", async () => {
  await using database = await olderDatabase("search_words");
  const sql = database.owner.$client;
  const known = (
    await sql<{ oid: number }[]>`
      select oid from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')`
  ).map(({ oid }) => oid);
  const [newest] = await sql<{ at: string }[]>`select max(created_at) as at from drizzle.__drizzle_migrations`;
  const missing = readMigrationFiles({ migrationsFolder }).filter(
    ({ folderMillis }) => folderMillis > Number(newest?.at),
  );

  const locks: (readonly Lock[])[] = [];
  for (const { sql: statements } of missing) {
    await sql.begin(async (tx) => {
      for (const statement of statements) await tx.unsafe(statement);
      // Weaker ones let reading and writing go on (PostgreSQL manual, 13.3.1).
      locks.push(
        await tx<Lock[]>`
          select relation::regclass::text as relation, mode from pg_locks
          where pid = pg_backend_pid() and relation = any(${known})
            and mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')`,
      );
    });
  }
  expect(locks.filter((each) => each.length > 1)).toEqual([]);
  expect(locks.flat()).toContainEqual({ relation: "users", mode: "AccessExclusiveLock" });
});
