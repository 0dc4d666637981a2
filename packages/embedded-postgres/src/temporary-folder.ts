import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isReachableByOthers } from "./server-user.ts";

/** A folder of one's own in a place that the server's user can reach, removed at disposal. For servers of tests. */
export async function temporaryFolder(prefix: string): Promise<{ readonly path: string } & AsyncDisposable> {
  const parent = (await isReachableByOthers(tmpdir())) ? tmpdir() : "/var/tmp";
  const path = await mkdtemp(join(parent, prefix));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
