import { type FileHandle, open, rename, stat } from "node:fs/promises";

/** One older file is kept beside it: a log takes twice this at most when nothing is ever restarted for long. */
const maxBytes = 10 * 1024 * 1024;

/** Opens a log for appending, readable by its owner alone; one that has grown large is set aside first. */
export async function openLog(path: string): Promise<FileHandle> {
  const found = await stat(path).catch(() => undefined);
  if (found && found.size > maxBytes) await rename(path, `${path}.1`);
  return open(path, "a", 0o600);
}
