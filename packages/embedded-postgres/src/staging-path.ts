import { randomBytes } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { identityOf } from "./operating-system.ts";

/** Where to prepare what appears at `path` by one rename: whole, or not at all. Its name says which process works on it. */
export const stagingPathOf = (path: string) => `${path}.new-${process.pid}-${randomBytes(4).toString("hex")}`;

/** Removes the drafts of processes that are no more. */
export async function removeAbandonedStagingPaths(folder: string): Promise<void> {
  for (const entry of await readdir(folder)) {
    const maker = /\.new-(\d+)-/.exec(entry)?.[1];
    if (maker && !identityOf(Number(maker))) await rm(join(folder, entry), { recursive: true, force: true });
  }
}
