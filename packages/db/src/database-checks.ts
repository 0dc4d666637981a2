import { sql } from "drizzle-orm";
import type { Database } from "./client.ts";
import type { Listener } from "./listen.ts";
import { isMigrated } from "./migration-state.ts";

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
