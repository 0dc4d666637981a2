import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BootstrapOptions, bootstrap } from "@portcullis/db/bootstrap";
import { identityOf, isAlive } from "@portcullis/db/embedded/process-identity";
import { isReachableByOthers } from "@portcullis/db/embedded/reachable";
import { startEmbedded } from "@portcullis/db/embedded/server";
import { migrate } from "@portcullis/db/migrate";
import { roles } from "./roles.ts";

/** What the test files of a run are told: plain values, they cross into other processes. */
export interface RunServer {
  readonly superuserUrl: string;
  readonly template: string;
  readonly owner: BootstrapOptions["owner"];
  readonly application: BootstrapOptions["application"];
}

/** Nothing that a run writes has to survive it. */
const settings = {
  max_connections: 300,
  max_wal_size: "2GB",
  autovacuum_naptime: "10min",
};

const prefix = "portcullis-test-";

/** The one server of a test run, with a migrated template database, in a folder that goes with it. */
export async function startRunServer(): Promise<{ readonly server: RunServer; readonly stop: () => Promise<void> }> {
  const parent = (await isReachableByOthers(tmpdir())) ? tmpdir() : "/var/tmp";
  await endServersOfDeadRuns(parent);
  const own = identityOf(process.pid);
  const dataDir = mkdtempSync(join(parent, `${prefix}${own?.pid}-${own?.startedAt}-`));
  const embedded = await startEmbedded({ dataDir, settings, durable: false });
  const server: RunServer = {
    superuserUrl: embedded.superuserUrl,
    template: "portcullis_template",
    ...roles,
  };
  await migrate(await bootstrap({ ...server, database: server.template }));
  const stop = async () => {
    await embedded.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { server, stop };
}

/** A run that was killed could not clean up; its folder's name says which process it was. */
async function endServersOfDeadRuns(parent: string): Promise<void> {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    const [pid, startedAt] = name.slice(prefix.length).split("-");
    if (isAlive({ pid: Number(pid), startedAt: startedAt ?? "" })) continue;
    // Another account's left-overs are not ours to end.
    await startEmbedded({ dataDir: join(parent, name) })
      .then((left) => left.stop())
      .then(() => rmSync(join(parent, name), { recursive: true, force: true }))
      .catch(() => {});
  }
}
