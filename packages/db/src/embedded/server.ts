import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import type { DataFolder } from "./data-folder.ts";
import { freePort } from "./free-port.ts";
import { findPostmaster } from "./postmaster.ts";
import { giveToServer, runAsServer } from "./server-account.ts";

/** PostgreSQL listens here and nowhere else. */
export const host = "127.0.0.1";
const largestLog = 10_000_000;

/** Starts PostgreSQL on the folder, with a new cluster where there is none. Answers its port. @throws with PostgreSQL's own words */
export async function startServer(
  folder: DataFolder,
  binaries: Binaries,
  password: string,
  options: { readonly port?: number; readonly settings?: Readonly<Record<string, string | number>> },
): Promise<number> {
  if (!existsSync(folder.cluster)) await createCluster(folder, binaries, password);
  if (existsSync(folder.serverLog) && statSync(folder.serverLog).size > largestLog) {
    renameSync(folder.serverLog, `${folder.serverLog}.1`);
  }
  const port = options.port ?? (await freePort());
  const settings = {
    listen_addresses: host,
    unix_socket_directories: "",
    port,
    timezone: "UTC",
    log_timezone: "UTC",
    // Each migration's grants warn about hundreds of functions that belong to extensions.
    log_min_messages: "error",
    ...options.settings,
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  try {
    const { cluster, serverLog } = folder;
    await runAsServer(binaries.pgCtl, [
      ..."start -w -t 60".split(" "),
      "-D",
      cluster,
      "-l",
      serverLog,
      "-o",
      flags.join(" "),
    ]);
  } catch (cause) {
    const log = existsSync(folder.serverLog) ? readFileSync(folder.serverLog, "utf8") : "";
    throw new Error(`The embedded PostgreSQL did not start:\n${log.split("\n").slice(-8).join("\n")}`, { cause });
  }
  return port;
}

/** Made beside its place and moved there when complete: one that was interrupted is begun anew. */
async function createCluster(folder: DataFolder, binaries: Binaries, password: string): Promise<void> {
  const unfinished = `${folder.cluster}.new`;
  const passwordFile = join(folder.server, "initial-password");
  const create = (locale: string) => {
    rmSync(unfinished, { recursive: true, force: true });
    const places = ["-D", unfinished, `--pwfile=${passwordFile}`, "--no-instructions"];
    const locales = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", `--locale=${locale}`];
    return runAsServer(binaries.initdb, [
      ...places,
      ...locales,
      "--lc-messages=C",
      "--username=postgres",
      "--auth=scram-sha-256",
    ]);
  };
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveToServer(passwordFile);
  try {
    // The built-in provider sorts and folds case the same everywhere; the system's C.UTF-8 is missing on some machines.
    await create("C.UTF-8").catch(() => create("C"));
  } finally {
    rmSync(passwordFile);
  }
  renameSync(unfinished, folder.cluster);
}

/** Ends the server of the folder, running statements included; nothing happens where none runs. */
export async function stopServer(folder: DataFolder, binaries: Binaries): Promise<void> {
  if (!findPostmaster(folder)) return;
  const stop = (mode: string, seconds: number) =>
    runAsServer(binaries.pgCtl, ["stop", "-w", "-t", `${seconds}`, "-m", mode, "-D", folder.cluster]);
  try {
    await stop("fast", 15);
  } catch (error) {
    // It ended by itself in between, or it hangs.
    if (findPostmaster(folder)) await stop("immediate", 15);
    else if (!(error instanceof Error)) throw error;
  }
}
