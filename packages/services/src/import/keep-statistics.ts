import type { Database } from "@portcullis/db/client";
import { sql } from "drizzle-orm";

const tables = {
  people: ["users", "user_roles", "group_members", "groups", "user_search", "audit_events"],
  devices: ["users", "devices", "device_addresses", "device_search", "audit_events"],
} as const;

/**
 * Has PostgreSQL look anew at the tables that an import fills, each time there are four times as many batches: with plans that
 * were made for empty tables every look-up and foreign key reads all there is. Autovacuum would come too late.
 */
export async function keepStatistics(db: Database, of: keyof typeof tables, batches: number): Promise<void> {
  if (![1, 4, 16, 64, 256].includes(batches)) return;
  await db.execute(sql.raw(`analyze ${tables[of].join(", ")}`));
}
