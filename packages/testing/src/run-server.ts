import { mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BootstrapOptions, bootstrap } from "@portcullis/db/bootstrap";
import { migrate } from "@portcullis/db/migrate";
import { identityOf, isAlive } from "@portcullis/embedded-postgres/operating-system";
import { startEmbedded } from "@portcullis/embedded-postgres/server";
import { isReachableByOthers } from "@portcullis/embedded-postgres/server-user";
import { roles } from "./test-database.ts";

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
  max_wal_size: "512MB",
  autovacuum_naptime: "10min",
};

const prefix = "portcullis-test-";

/** The one server of a test run, with a migrated template database, in a folder that goes with it. */
export async function startRunServer(): Promise<{ readonly server: RunServer; readonly stop: () => Promise<void> }> {
  const parent = await findParent();
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

/** Every test makes and drops a database, some nine hundred files: on a busy disk that takes ten times as long as in memory. */
const memory = "/dev/shm";
/** Bytes that a run may need at most: its write-ahead log and the databases of the tests under way. */
const memoryNeeded = 3e9;

async function findParent(): Promise<string> {
  if (hasRoom(memory) && (await isReachableByOthers(memory))) return memory;
  return (await isReachableByOthers(tmpdir())) ? tmpdir() : "/var/tmp";
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > memoryNeeded;
  } catch {
    return false;
  }
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
