import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import postgres from "postgres";
import { assertApplicationRole } from "./application-role.ts";
import type { DatabaseUrls } from "./bootstrap.ts";
import { grantApplicationRole } from "./grants.ts";
import { takeTurns } from "./take-turns.ts";
import { isDatabaseBusy } from "./unavailable.ts";

const migrationsFolder = fileURLToPath(new URL("../migrations", import.meta.url));

/** The advisory lock that keeps two starts from migrating at once; the number means nothing beyond being ours. */
const migrationLock = 7_254_110_633;

/**
 * Milliseconds that a migration waits for a table: whoever asks for it meanwhile, for reading too, waits behind the migration,
 * which waits behind a transaction that may take minutes.
 */
const lockPatienceMs = 500;
/** Of each migration, together some two minutes, in three quarters of which everybody else goes on. */
const turns = { attempts: 60, pauseMs: 1_500 };

const waitedInVain =
  "A migration has waited for a table in vain, and nothing of it was done: a transaction holds the table. `select pid, state, query_start, left(query, 80) from pg_stat_activity where xact_start is not null order by xact_start` shows which; end it, then try again.";

/**
 * Brings the schema up to date as its owner, then gives the application role what it needs. Safe to repeat and to race.
 * Whoever works on the database meanwhile goes on.
 * @throws when the application role could get round row-level security, or a table could not be had
 */
export async function migrate({ ownerUrl, applicationUrl }: DatabaseUrls): Promise<void> {
  const application = postgres(applicationUrl, { max: 1, max_lifetime: null, connect_timeout: 5, onnotice: () => {} });
  const owner = postgres(ownerUrl, { max: 1, max_lifetime: null, connect_timeout: 5, onnotice: () => {} });
  try {
    const role = await assertApplicationRole(application);
    // One connection: the lock belongs to it, and ends with it.
    await owner`select pg_advisory_lock(${migrationLock})`;
    await owner`select set_config('lock_timeout', ${`${lockPatienceMs}ms`}, false)`;
    await applyMigrations(owner, role).catch((error: unknown) => {
      throw isDatabaseBusy(error) ? new Error(waitedInVain, { cause: error }) : error;
    });
    await owner.begin((tx) => grantApplicationRole(tx, role));
    await assertApplicationRole(application);
  } finally {
    await Promise.all([application.end(), owner.end()]);
  }
}

/**
 * Each migration in a transaction of its own, with the grants for what it adds, in the files and the table of Drizzle. Its
 * migrator applies all of them in one: that would hold the tables of one migration while it waits for the next one's, and
 * whoever works with both would have to wait for it, and it for them.
 */
async function applyMigrations(owner: postgres.Sql, role: string): Promise<void> {
  await owner`create schema if not exists drizzle`;
  await owner`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`;
  const [newest] = await owner<{ at: string | null }[]>`select max(created_at) as at from drizzle.__drizzle_migrations`;
  const missing = readMigrationFiles({ migrationsFolder }).filter(
    ({ folderMillis }) => folderMillis > Number(newest?.at ?? 0),
  );
  for (const { sql: statements, hash, folderMillis } of missing) {
    const apply = () =>
      owner.begin(async (tx) => {
        for (const statement of statements) await tx.unsafe(statement);
        await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
        await grantApplicationRole(tx, role);
      });
    await takeTurns(apply, turns);
  }
}
