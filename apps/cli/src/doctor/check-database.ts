import { readCounts } from "@portcullis/api/overview/read-counts";
import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { databaseChecks } from "@portcullis/db/database-checks";
import { checkIsolation } from "@portcullis/db/doctor/check-isolation";
import { checkMigrations } from "@portcullis/db/doctor/check-migrations";
import { checkProxies } from "@portcullis/db/doctor/check-proxies";
import { checkRestore } from "@portcullis/db/doctor/check-restore";
import { checkRoles } from "@portcullis/db/doctor/check-roles";
import { checkServer } from "@portcullis/db/doctor/check-server";
import { checkSqlObjects } from "@portcullis/db/doctor/check-sql-objects";
import { error, type Finding, ok } from "@portcullis/db/doctor/finding";
import { openListener } from "@portcullis/db/listen";
import type { StartEnv } from "../env.ts";
import { checkDemo } from "./check-demo.ts";
import { checkOperations } from "./check-operations.ts";

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
