import type { Database } from "@portcullis/db/client";
import { tenants } from "@portcullis/db/schema/tenants";
import { sql } from "drizzle-orm";

/**
 * Tells every tenant that this database is its home, and nothing else: for one that was moved while nothing ran, so that
 * nothing can have been revoked between the backup and now. Answers how many came from elsewhere.
 * @param db a pool of the schema's owner
 */
export async function adoptDatabase(db: Database): Promise<number> {
  const moved = await db
    .update(tenants)
    .set({ home: sql`database_home()` })
    .where(sql`${tenants.home} <> database_home()`)
    .returning({ id: tenants.id });
  return moved.length;
}
