import { readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { DataFolder } from "./data-folder.ts";
import { identityOf } from "./process-identity.ts";

/** The server that runs on a cluster, as its `postmaster.pid` tells (PostgreSQL: miscadmin.h, LOCK_FILE_LINE_*). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/**
 * Reads who runs on the cluster. A file left by a crash, whose number is free or now belongs to another program, is
 * removed: PostgreSQL would refuse to start beside it.
 */
export function findPostmaster({ cluster }: DataFolder): Postmaster | undefined {
  const file = join(cluster, "postmaster.pid");
  const lines = readLines(file);
  if (!lines) return undefined;
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (runsIn(pid, cluster)) return { pid, port };
  rmSync(file, { force: true });
  return undefined;
}

function readLines(file: string): string[] | undefined {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return undefined;
  }
}

/** A PostgreSQL server's working directory is its cluster. */
function runsIn(pid: number, cluster: string): boolean {
  try {
    return identityOf(pid) !== undefined && readlinkSync(`/proc/${pid}/cwd`) === cluster;
  } catch {
    return false;
  }
}
