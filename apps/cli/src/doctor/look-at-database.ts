import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { databaseChecks } from "@portcullis/db/database-checks";
import { type Finding, well, wrong } from "@portcullis/db/doctor/finding";
import { lookAtIsolation } from "@portcullis/db/doctor/look-at-isolation";
import { lookAtMigrations } from "@portcullis/db/doctor/look-at-migrations";
import { lookAtProxies } from "@portcullis/db/doctor/look-at-proxies";
import { lookAtRestore } from "@portcullis/db/doctor/look-at-restore";
import { lookAtRoles } from "@portcullis/db/doctor/look-at-roles";
import { lookAtServer } from "@portcullis/db/doctor/look-at-server";
import { openListener } from "@portcullis/db/listen";
import { readCounts } from "@portcullis/services/watch/read-counts";
import type { StartEnv } from "../env.ts";
import { lookAtDemo } from "./look-at-demo.ts";
import { lookAtWork } from "./look-at-work.ts";

export type LookedAt = Pick<StartEnv, "publicUrl" | "trustedProxies"> & {
  /** Why others than this machine can reach the console. */
  readonly reach: readonly string[];
};

/** Everything that the database can be asked. Where the schema is of another age, nothing of what it should hold. */
export async function lookAtDatabase(
  { ownerUrl, applicationUrl }: DatabaseUrls,
  env: LookedAt,
): Promise<readonly Finding[]> {
  const [owner, application] = [ownerUrl, applicationUrl].map((url) =>
    openDatabase(url, { applicationName: "portcullis doctor", max: 1 }),
  );
  if (!owner || !application) throw new Error("There are two roles.");
  try {
    const server = await lookAtServer(application.$client);
    const migrations = await lookAtMigrations(owner.$client);
    if (migrations.some(({ verdict }) => verdict === "wrong")) return [...server, ...migrations];
    return [
      ...server,
      ...migrations,
      ...(await lookAtRoles(owner.$client, application.$client)),
      ...(await lookAtIsolation(owner.$client)),
      ...(await lookAtRestore(owner.$client)),
      ...(await lookAtProxies(owner.$client, env)),
      await lookAtDemo(owner, env.reach),
      await notifications(application, applicationUrl),
      ...lookAtWork(await readCounts({ db: application, principal: { kind: "worker" } })),
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
      ? well("Notifications come through")
      : wrong(
          "No notification comes through",
          "Name the server itself in DATABASE_URL: a transaction pooler loses them.",
        );
  } finally {
    await listener.close();
  }
}
