import { spawn } from "node:child_process";
import { open } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Binaries } from "./binaries.ts";
import { type Settings, writeConfiguration } from "./configuration.ts";
import type { ServerFolder } from "./folder.ts";
import type { ServerIdentity } from "./identity.ts";
import { disarmStalePid, findRunningServer, type RunningServer } from "./running-server.ts";

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
