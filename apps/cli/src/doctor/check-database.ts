import { readCounts } from "@portcullis/api/overview/read-counts";
import { findPublishedAccounts, removeCommand } from "@portcullis/api/tenant/published-accounts";
import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { closeDatabase, type Database, openDatabase } from "@portcullis/db/client";
import { checkIsolation } from "@portcullis/db/doctor/check-isolation";
import { checkMigrations } from "@portcullis/db/doctor/check-migrations";
import { checkProxies } from "@portcullis/db/doctor/check-proxies";
import { checkRestore } from "@portcullis/db/doctor/check-restore";
import { checkRoles } from "@portcullis/db/doctor/check-roles";
import { checkServer } from "@portcullis/db/doctor/check-server";
import { checkSqlObjects } from "@portcullis/db/doctor/check-sql-objects";
import { error, type Finding, ok, warning } from "@portcullis/db/doctor/finding";
import { openListener } from "@portcullis/db/listen";
import { databaseChecks } from "@portcullis/db/migration-state";
import type { StartEnv } from "../env.ts";
import { checkOperations } from "./check-operations.ts";

/**
 * Whether demo accounts open with the password that the README names.
 * @param reach why others can reach the console of this configuration; empty where nobody can
 */
async function checkDemo(db: Database, reach: readonly string[]): Promise<Finding> {
  const accounts = await findPublishedAccounts(db);
  if (accounts.length === 0) return ok("No demo account has the published password");
  const says = `${accounts.length} demo accounts have the published password: ${accounts.join(", ")}`;
  return reach.length > 0
    ? error(`${says}; others can reach this console (${reach.join(", ")})`, `Remove the demo tenants: ${removeCommand}`)
    : warning(says, `Before anybody else can reach this console, remove the demo tenants: ${removeCommand}`);
}

export type LookedAt = Pick<StartEnv, "publicUrl" | "trustedProxies"> & {
  /** Why others than this machine can reach the console. */
  readonly reach: readonly string[];
};

/** Everything that the database can be asked. Where the schema is of another age, nothing of what it should hold. */
export async function checkDatabase(
  { ownerUrl, applicationUrl }: DatabaseUrls,
  env: LookedAt,
): Promise<readonly Finding[]> {
  const [owner, application] = [ownerUrl, applicationUrl].map((url) =>
    openDatabase(url, { applicationName: "portcullis doctor", max: 1 }),
  );
  if (!owner || !application) throw new Error("The check expects two roles: DATABASE_URL and DATABASE_OWNER_URL.");
  try {
    const server = await checkServer(application.$client);
    const migrations = await checkMigrations(owner.$client);
    if (migrations.some(({ verdict }) => verdict === "error")) return [...server, ...migrations];
    return [
      ...server,
      ...migrations,
      ...(await checkSqlObjects(owner.$client)),
      ...(await checkRoles(owner.$client, application.$client)),
      ...(await checkIsolation(owner.$client)),
      ...(await checkRestore(owner.$client)),
      ...(await checkProxies(owner.$client, env)),
      await checkDemo(owner, env.reach),
      await notifications(application, applicationUrl),
      ...checkOperations(await readCounts({ db: application, principal: { kind: "worker" } })),
    ];
  } finally {
    await Promise.all([closeDatabase(owner), closeDatabase(application)]);
  }
}

/** Without them every page and gateway would hear of a change by its poll alone, or not at all. */
async function notifications(db: ReturnType<typeof openDatabase>, url: string): Promise<Finding> {
  const listener = await openListener(url, "portcullis doctor listen");
  try {
    return (await databaseChecks(db, listener).notifications())
      ? ok("Notifications arrive")
      : error(
          "Notifications do not arrive",
          "Let DATABASE_URL point to the server itself: a transaction pooler drops notifications.",
        );
  } finally {
    await listener.close();
  }
}
