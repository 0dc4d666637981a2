import { spawn } from "node:child_process";
import { constants } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import { type Settings, writeConfiguration } from "./configuration.ts";
import type { ServerFolder } from "./folder.ts";
import { hasCode } from "./operating-system.ts";
import { run, type ServerIdentity } from "./server-user.ts";

/** A server that runs on a data folder, as its `postmaster.pid` tells. */
interface RunningServer {
  readonly pid: number;
  readonly port: number;
  readonly status: "starting" | "ready" | "stopping";
  /** Path of the program: an older one is replaced, not reused. */
  readonly program: string;
}

const pidFile = (cluster: string) => join(cluster, "postmaster.pid");

/**
 * Finds the server that runs on the folder. A `postmaster.pid` whose process is gone, or is by now another program
 * (after a reboot the same number may be anybody's), counts as none.
 */
export async function findRunningServer(cluster: string): Promise<RunningServer | undefined> {
  const lines = (await readIfThere(pidFile(cluster)))?.split("\n");
  const pid = Number(lines?.[0]);
  if (!lines || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  // Empty for a process that has ended and waits to be collected.
  const command = (await readIfThere(`/proc/${pid}/cmdline`))?.split("\0") ?? [];
  const [program = ""] = command;
  if (!command.includes(cluster) || !program.endsWith("/postgres")) return undefined;
  return { pid, port: Number(lines[3]), status: statusOf(lines[7]), program };
}

/**
 * Replaces a stale process number in `postmaster.pid` with our own, which PostgreSQL ignores because it is its parent's; it
 * would take any living process of the old number for a running server and refuse to start. The other lines stay, because
 * PostgreSQL uses them to find children of a killed server.
 */
async function disarmStalePid(cluster: string): Promise<void> {
  const text = await readIfThere(pidFile(cluster));
  if (!text || (await findRunningServer(cluster))) return;
  await using file = await open(pidFile(cluster), constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW);
  await file.writeFile(text.replace(/^.*/, String(process.pid)));
}

/** The eighth line of `postmaster.pid` (PostgreSQL: src/include/utils/pidfile.h). */
function statusOf(line: string | undefined): RunningServer["status"] {
  const status = line?.trim();
  return status === "ready" || status === "stopping" ? status : "starting";
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    // ESRCH: the process ended between opening and reading its file.
    if (hasCode(error, "ENOENT", "ESRCH")) return undefined;
    throw error;
  }
}

export interface LaunchOptions {
  readonly folder: ServerFolder;
  readonly cluster: string;
  readonly binaries: Binaries;
  readonly identity: ServerIdentity;
  readonly port: number;
  readonly settings: Settings;
}

/** Recovery after a kill reads the log of changes since the last checkpoint: at most a minute or so of work. */
const startTimeout = 120_000;

/**
 * Starts the server in a session of its own, so that Ctrl-C reaches the launcher alone and the database ends last.
 * Returns when it takes connections.
 * @throws with the server's own words where it ends instead
 */
export async function launchServer(options: LaunchOptions): Promise<RunningServer> {
  const { folder, cluster, binaries, identity } = options;
  await writeConfiguration(folder, options.port, options.settings);
  await disarmStalePid(cluster);
  await using log = await open(folder.logFile, "a+", 0o600);
  const before = (await log.stat()).size;
  const args = ["-D", cluster, "-c", `config_file=${folder.configurationFile}`, "-c", `hba_file=${folder.clientsFile}`];
  const child = spawn(binaries.postgres, args, {
    ...identity,
    cwd: "/",
    env: { NODE_ENV: "production" },
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
  });
  let ended: string | undefined;
  child.once("error", (error) => (ended = error.message));
  child.once("exit", (code, signal) => (ended ??= signal ? `killed by ${signal}` : `exit code ${code}`));
  child.unref();
  for (const deadline = Date.now() + startTimeout; Date.now() < deadline; await delay(15)) {
    if (ended) throw new Error(`PostgreSQL did not start: ${(await reason(folder.logFile, before)) ?? ended}`);
    const running = await findRunningServer(cluster);
    if (running?.pid === child.pid && running?.status === "ready") return running;
  }
  child.kill("SIGQUIT");
  throw new Error(`PostgreSQL did not start within ${startTimeout / 1000} s. Its log: ${folder.logFile}`);
}

/** The first fatal line that the server wrote from `offset` on. */
async function reason(logFile: string, offset: number): Promise<string | undefined> {
  await using log = await open(logFile);
  const { buffer, bytesRead } = await log.read({ buffer: Buffer.alloc(65_536), position: offset });
  const lines = buffer.toString("utf8", 0, bytesRead).split("\n").filter(Boolean);
  return lines.find((line) => /\b(FATAL|PANIC):/.test(line)) ?? lines.at(-1);
}

/**
 * Ends the server and waits for it: open transactions are rolled back, nothing committed is lost. Where that takes more
 * than 20 s it is cut short, and the next start recovers.
 */
export async function stopServer(cluster: string, binaries: Binaries, identity: ServerIdentity): Promise<void> {
  const stop = (mode: string) =>
    run(binaries.pgCtl, ["stop", "-D", cluster, "-m", mode, "-w", "-t", "20", "-s"], identity);
  if (!(await findRunningServer(cluster))) return;
  try {
    await stop("fast");
  } catch (error) {
    if (!(await findRunningServer(cluster))) return;
    await stop("immediate").catch(() => {
      throw error;
    });
  }
}
