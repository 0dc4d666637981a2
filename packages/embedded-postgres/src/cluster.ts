import { open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Binaries } from "./binaries.ts";
import type { ServerFolder } from "./folder.ts";
import { run, type ServerIdentity } from "./server-user.ts";
import { removeAbandonedStagingPaths, stagingPathOf } from "./staging-path.ts";

export interface ClusterOptions {
  readonly folder: ServerFolder;
  readonly binaries: Binaries;
  readonly identity: ServerIdentity;
  readonly superuserPassword: string;
  /** Whether initdb waits for the disk; tests do not care. */
  readonly sync: boolean;
}

/**
 * Makes the database files the first time; returns their folder. initdb works on a draft that is renamed when it is whole:
 * one that was killed leaves nothing that looks like a database.
 * @throws where the files are of another major version
 */
export async function ensureCluster({ folder, binaries, ...options }: ClusterOptions): Promise<string> {
  const name = String(binaries.major);
  const path = join(folder.database, name);
  await removeAbandonedStagingPaths(folder.database);
  const entries = await readdir(folder.database);
  if (entries.includes(name)) return path;
  const other = entries.find((entry) => /^\d+$/.test(entry));
  if (other) {
    throw new Error(
      `${folder.root} contains a database of PostgreSQL ${other}, which this version, PostgreSQL ${name}, cannot read. Set PORTCULLIS_DATA to another folder, or go back to the version that created it.`,
    );
  }
  const staging = stagingPathOf(path);
  await initialise(staging, binaries, options);
  try {
    await rename(staging, path);
  } catch (error) {
    // Another start was faster: its files are as good.
    await rm(staging, { recursive: true, force: true });
    if (!(await readdir(folder.database)).includes(name)) throw error;
  }
  return path;
}

async function initialise(
  path: string,
  binaries: Binaries,
  { identity, superuserPassword, sync }: Omit<ClusterOptions, "folder" | "binaries">,
): Promise<void> {
  const passwordFile = `${path}.password`;
  await using file = await open(passwordFile, "wx", 0o600);
  try {
    await file.writeFile(superuserPassword);
    if (identity) await file.chown(identity.uid, identity.gid);
    const args = [`--pgdata=${path}`, "--username=postgres", `--pwfile=${passwordFile}`, "--auth=scram-sha-256"];
    // Names sort and match alike on every machine; libc's ctype is what the trigram index takes letters from.
    args.push("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
    args.push("--no-instructions", ...(sync ? [] : ["--no-sync"]));
    await run(binaries.initdb, args, identity);
  } finally {
    await rm(passwordFile, { force: true });
  }
}
