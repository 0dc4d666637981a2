import { constants } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { hasCode } from "./system-error.ts";

/** A server that runs on a data folder, as its `postmaster.pid` tells. */
export interface RunningServer {
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
 * Makes a stale `postmaster.pid` harmless. PostgreSQL would take any living process of that number for its predecessor
 * and refuse to start, but knows that its parent's number must be stale. The rest of the file stays: by it PostgreSQL
 * sees whether children of a killed server are still at work.
 */
export async function disarmStalePid(cluster: string): Promise<void> {
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
