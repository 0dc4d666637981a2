import { sql } from "drizzle-orm";
import journal from "../migrations/meta/_journal.json" with { type: "json" };
import type { Database } from "./client.ts";

/** When the newest migration that this version knows was written, in milliseconds. */
export const newestMigration = Math.max(...journal.entries.map((entry) => entry.when));

/** Whether the database has every migration of this version. Rejects when it cannot be asked. */
export async function isMigrated(db: Database): Promise<boolean> {
  const [row] = await db.execute<{ applied: string | null }>(
    sql`select max(created_at)::text as applied from drizzle.__drizzle_migrations`,
  );
  return Number(row?.applied ?? 0) >= newestMigration;
}
