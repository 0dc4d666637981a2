import { cp, mkdtempDisposable, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const own = fileURLToPath(new URL("../../../db/sql", import.meta.url));

/** The functions, views and triggers of another release: today's files, but for those given by path. Null deletes one. */
export async function sqlFolder(release: number, files: Readonly<Record<string, string | null>> = {}) {
  const folder = await mkdtempDisposable(join(tmpdir(), "sql-"));
  await cp(own, folder.path, { recursive: true });
  await writeFile(join(folder.path, "release.json"), JSON.stringify({ release, released: { release: 0, digest: "" } }));
  for (const [path, text] of Object.entries(files)) {
    if (text === null) await rm(join(folder.path, path));
    else await writeFile(join(folder.path, path), text);
  }
  return folder;
}

/** Today's text of a file. */
export const sqlText = (path: string): Promise<string> => readFile(join(own, path), "utf8");
