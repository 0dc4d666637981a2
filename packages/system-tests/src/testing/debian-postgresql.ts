import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chown, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, identityOf, isAlive } from "@portcullis/embedded-postgres/operating-system";
import { run, serverIdentity } from "@portcullis/embedded-postgres/server-user";
import { temporaryFolder } from "@portcullis/embedded-postgres/temporary-folder";

/** Where Debian's packages put each version's programs. */
const versions = "/usr/lib/postgresql";
/** What a standby calls itself to its primary. */
const standbyName = "standby";

/** A PostgreSQL of Debian's, with all its tools, which the embedded one comes without. */
export interface Cluster extends AsyncDisposable {
  /** Connects to the maintenance database as superuser. */
  readonly superuserUrl: string;
  /** Runs one of its tools, such as `pg_dump`, against this server, as the server's user. */
  readonly tool: (name: string, ...args: string[]) => Promise<void>;
  /** A folder of its own that its tools may write to. */
  readonly folder: string;
  /** Another server that follows this one; from then on a commit is acknowledged once both have it. */
  readonly standby: () => Promise<Cluster>;
  /** Makes a standby take over. */
  readonly promote: () => Promise<void>;
  /** Ends it like a machine that lost its power. */
  readonly kill: () => Promise<void>;
}

/**
 * A new, empty server in a folder that goes with it.
 * @throws where Debian's package `postgresql` is not installed
 */
export async function openCluster(): Promise<Cluster> {
  return open(async (bin, data) =>
    run(bin("initdb"), ["-D", data, "-U", "postgres", "--auth=trust", "-E", "UTF8"], serverIdentity()),
  );
}

async function open(fill: (bin: (name: string) => string, data: string) => Promise<void>): Promise<Cluster> {
  const bin = programs();
  const identity = serverIdentity();
  await using opening = new AsyncDisposableStack();
  const folder = opening.use(await temporaryFolder("portcullis-cluster-"));
  const files = join(folder.path, "files");
  await mkdir(files);
  if (identity) await Promise.all([folder.path, files].map((path) => chown(path, identity.uid, identity.gid)));
  const data = join(folder.path, "data");
  await fill(bin, data);
  const port = await freePort();
  const control = (...args: string[]) => run(bin("pg_ctl"), ["-D", data, "-w", "-s", ...args], identity);
  const settings = `-c port=${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=100`;
  await control("-l", join(folder.path, "log"), "-o", settings, "start");
  const server = identityOf(Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n", 1)[0]));
  opening.defer(async () => {
    if (server && isAlive(server)) await control("-m", "immediate", "stop");
  });
  const at = ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres"];
  const tool = (name: string, ...args: string[]) => run(bin(name), [...at, ...args], identity);
  const owned = opening.move();
  return {
    superuserUrl: `postgres://postgres@127.0.0.1:${port}/postgres`,
    tool,
    folder: files,
    async standby() {
      const name = `host=127.0.0.1 port=${port} user=postgres application_name=${standbyName}`;
      const follower = await open((_bin, copy) =>
        run(bin("pg_basebackup"), ["-d", name, "-D", copy, "-R", "-X", "stream", "-c", "fast"], identity),
      );
      await tool("psql", "-q", "-c", `alter system set synchronous_standby_names = '${standbyName}'`);
      await tool("psql", "-q", "-c", "select pg_reload_conf()");
      return follower;
    },
    promote: () => control("promote"),
    async kill() {
      if (!server) return;
      process.kill(server.pid, "SIGKILL");
      while (isAlive(server)) await sleep(10);
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The newest version that is installed. */
function programs(): (name: string) => string {
  const [newest] = existsSync(versions) ? readdirSync(versions).toSorted((a, b) => Number(b) - Number(a)) : [];
  if (!newest) throw new Error("This drill needs Debian's PostgreSQL: apt-get install postgresql.");
  return (name) => join(versions, newest, "bin", name);
}
