import { fileURLToPath } from "node:url";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { assertApplicationRole } from "./application-role.ts";
import type { DatabaseUrls } from "./bootstrap.ts";
import { grantApplicationRole } from "./grants.ts";

const migrationsFolder = fileURLToPath(new URL("../migrations", import.meta.url));

/** The advisory lock that keeps two starts from migrating at once; the number means nothing beyond being ours. */
const migrationLock = 7_254_110_633;

/**
 * Brings the schema up to date as its owner, then gives the application role what it needs. Safe to repeat and to race.
 * @throws when the application role could get round row-level security
 */
export async function migrate({ ownerUrl, applicationUrl }: DatabaseUrls): Promise<void> {
  const application = postgres(applicationUrl, { max: 1, max_lifetime: null, connect_timeout: 5, onnotice: () => {} });
  const owner = postgres(ownerUrl, { max: 1, max_lifetime: null, connect_timeout: 5, onnotice: () => {} });
  try {
    const role = await assertApplicationRole(application);
    // One connection: the lock belongs to it, and ends with it.
    await owner`select pg_advisory_lock(${migrationLock})`;
    await applyMigrations(drizzle(owner), { migrationsFolder });
    await grantApplicationRole(owner, role);
    await assertApplicationRole(application);
  } finally {
    await Promise.all([application.end(), owner.end()]);
  }
}
