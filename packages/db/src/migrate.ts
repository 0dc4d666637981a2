import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
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
/** Together some two minutes, in three quarters of which everybody else goes on. */
const turns = { attempts: 60, pauseMs: 1_500 };

const waitedInVain =
  "A migration has waited for a table in vain, and nothing was changed: a transaction holds it. `select pid, state, query_start, left(query, 80) from pg_stat_activity where xact_start is not null order by xact_start` shows which; end it, then try again.";

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
    await takeTurns(() => applyMigrations(drizzle(owner), { migrationsFolder }), turns).catch((error: unknown) => {
      throw isDatabaseBusy(error) ? new Error(waitedInVain, { cause: error }) : error;
    });
    await grantApplicationRole(owner, role);
    await assertApplicationRole(application);
  } finally {
    await Promise.all([application.end(), owner.end()]);
  }
}
