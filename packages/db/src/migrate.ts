import { fileURLToPath } from "node:url";
import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
import postgres from "postgres";
import { assertApplicationRole } from "./application-role.ts";
import type { DatabaseUrls } from "./bootstrap.ts";
import { grantApplicationRole } from "./grants.ts";
import { applySqlFolder } from "./sql/apply-sql.ts";
import { readSqlFolder } from "./sql/sql-files.ts";
import { takeTurns } from "./take-turns.ts";
import { isLockRefused } from "./unavailable.ts";

const migrationsFolder = fileURLToPath(new URL("../migrations", import.meta.url));

/** The advisory lock that keeps two starts from migrating at once; the number means nothing beyond being ours. */
const migrationLock = 7_254_110_633;

/**
 * Milliseconds that a migration waits for a table: whoever asks for it meanwhile, for reading too, waits behind the migration,
 * which waits behind a transaction that may take minutes. Longer than `deadlock_timeout` (a second, PostgreSQL's default), after
 * which a vacuum makes way.
 */
const lockPatienceMs = 1_200;
/** Of each migration, together some two minutes, in three quarters of which everybody else goes on. */
const turns = { attempts: 25, pauseMs: 3_600 };

const waitedInVain =
  "A migration has waited for a table in vain, and nothing of it was done: a transaction holds the table. As the database's administrator, `select pid, usename, state, xact_start, left(query, 80) from pg_stat_activity where xact_start is not null order by xact_start` shows which; end it, then try again.";

export interface MigrateOptions {
  /** Another folder of functions, views and triggers than this version's own. */
  readonly sqlFolder?: string;
  /** Told in one sentence where the database has those of a newer version. */
  readonly print?: (sentence: string) => void;
}

/**
 * Brings the schema up to date as its owner and grants the application role what it needs, while others keep using the
 * database. Safe to repeat and to run concurrently.
 * @throws when the application role could get round row-level security, or a table could not be had
 */
export async function migrate(
  { ownerUrl, applicationUrl }: DatabaseUrls,
  { sqlFolder, print = () => {} }: MigrateOptions = {},
): Promise<void> {
  const application = postgres(applicationUrl, { max: 1, max_lifetime: null, connect_timeout: 5, onnotice: () => {} });
  const owner = postgres(ownerUrl, { max: 1, max_lifetime: null, connect_timeout: 5, onnotice: () => {} });
  try {
    const role = await assertApplicationRole(application);
    await alone(owner, async (tx) => {
      await tx`create schema if not exists drizzle`;
      await tx`create table if not exists drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`;
    });
    const inTurn = async (work: (tx: postgres.TransactionSql) => Promise<void>) => {
      await takeTurns(() => alone(owner, work), turns).catch((error: unknown) => {
        throw isLockRefused(error) ? new Error(waitedInVain, { cause: error }) : error;
      });
    };
    const migrations = readMigrationFiles({ migrationsFolder });
    for (const migration of migrations) await inTurn((tx) => apply(tx, migration, role));
    const folder = readSqlFolder(sqlFolder);
    const newer = await applySqlFolder({
      folder,
      inTurn,
      grant: (tx) => grantApplicationRole(tx, role),
      createdByMigrations: namesCreatedBy(migrations),
    });
    if (newer !== undefined) print(leftAlone(newer, folder.release));
    await alone(owner, (tx) => grantApplicationRole(tx, role));
    await assertApplicationRole(application);
  } finally {
    await Promise.all([application.end(), owner.end()]);
  }
}

const leftAlone = (newer: number, own: number) =>
  `The database has the functions, views and triggers of release ${newer}, and this version those of release ${own}: they were left as they are.`;

function namesCreatedBy(migrations: readonly MigrationMeta[]): ReadonlySet<string> {
  const creates = /\bcreate (?:or replace )?(?:function|procedure|view|trigger) (\w+)/gi;
  return new Set(
    migrations.flatMap(({ sql }) => sql.flatMap((each) => Array.from(each.matchAll(creates), (m) => m[1] ?? ""))),
  );
}

/**
 * Runs `work` in a transaction, one at a time among all starting processes; it sets its own lock and time-outs, because the
 * connection may be lost between two transactions. The statement time-out is off, because building an index may take longer
 * than the role allows.
 */
function alone(owner: postgres.Sql, work: (tx: postgres.TransactionSql) => Promise<void>): Promise<unknown> {
  return owner.begin(async (tx) => {
    await tx`select set_config('statement_timeout', '0', true)`;
    await tx`select pg_advisory_xact_lock(${migrationLock})`;
    await tx`select set_config('lock_timeout', ${`${lockPatienceMs}ms`}, true)`;
    await work(tx);
  });
}

/**
 * One migration, unless it was applied, with the grants for what it adds, in the files and the table of Drizzle. Its migrator
 * applies all that are missing in one transaction: that would hold the tables of one while it waits for the next one's, and
 * whoever works with both would wait for it, and it for them.
 */
async function apply(tx: postgres.TransactionSql, migration: MigrationMeta, role: string): Promise<void> {
  const { sql: statements, hash, folderMillis } = migration;
  const [newer] = await tx`select from drizzle.__drizzle_migrations where created_at >= ${folderMillis} limit 1`;
  if (newer) return;
  for (const statement of statements) await tx.unsafe(statement);
  await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`;
  await grantApplicationRole(tx, role);
}
