import type postgres from "postgres";
import { newestMigration } from "../migration-state.ts";
import { error, type Finding, ok } from "./finding.ts";

/** Whether schema and program are of the same age. */
export async function checkMigrations(owner: postgres.Sql): Promise<readonly Finding[]> {
  const [exists] = await owner`select to_regclass('drizzle.__drizzle_migrations') as name`;
  const [row] = exists?.["name"]
    ? await owner<{ newest: string | null }[]>`select max(created_at)::text as newest from drizzle.__drizzle_migrations`
    : [];
  const applied = Number(row?.newest ?? 0);
  if (applied === newestMigration) return [ok("The schema matches this version")];
  return [
    applied < newestMigration
      ? error("The schema is older than this version", "Run db:migrate.")
      : error("The schema is newer than this version", "Upgrade this installation: a schema cannot be downgraded."),
  ];
}
