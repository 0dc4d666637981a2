import { sql } from "drizzle-orm";
import journal from "../migrations/meta/_journal.json" with { type: "json" };
import objects from "../sql/release.json" with { type: "json" };
import type { Database } from "./client.ts";
import type { Listener } from "./listen.ts";

/** When the newest migration that this version knows was written, in milliseconds. */
export const newestMigration = Math.max(...journal.entries.map((entry) => entry.when));

/** The release of this version's functions, views and triggers. */
export const sqlRelease = objects.release;

/** Whether the database has every migration of this version, and its functions, views and triggers. Rejects when it cannot be asked. */
export async function isMigrated(db: Database): Promise<boolean> {
  const [row] = await db.execute<{ applied: string | null }>(
    sql`select max(created_at)::text as applied from drizzle.__drizzle_migrations`,
  );
  if (Number(row?.applied ?? 0) < newestMigration) return false;
  const [release] = await db.execute<{ finished: number }>(sql`select finished from drizzle.sql_release`);
  return (release?.finished ?? 0) >= sqlRelease;
}

/** A notification that takes longer is a lost one. */
const hearsMs = 4_000;

/**
 * What a process that serves from this database needs of it, one by one: that it answers, that it has every migration of
 * this version, and that a notification comes through.
 */
export function databaseChecks(db: Database, listener: Listener) {
  return {
    database: async () => (await db.execute(sql`select 1`)).length === 1,
    migrations: () => isMigrated(db),
    notifications: () => listener.receivesNotifications(db, hearsMs),
  };
}
