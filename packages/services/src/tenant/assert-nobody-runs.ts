import type { Database } from "@portcullis/db/client";
import { conflict } from "@portcullis/domain/errors";
import { sql } from "drizzle-orm";

/**
 * Before a restore is told of: a console or worker that runs would open sessions beside it.
 * @param db a pool of the schema's owner
 * @throws {DomainError} CONFLICT `busy`
 */
export async function assertNobodyRuns(db: Database): Promise<void> {
  const running = await db.execute<{ name: string }>(sql`
    select distinct application_name as name from pg_stat_activity
    where datname = current_database() and usename <> current_user and application_name like 'portcullis%' order by 1`);
  if (running.length === 0) return;
  throw conflict(
    "busy",
    `Stop the processes that use this database first: ${running.map(({ name }) => name).join(", ")}.`,
  );
}
