import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunTool } from "./run-tool.ts";

export interface PrivateKeyFile {
  readonly path: string;
  readonly publicKey: string;
}

/** The file of the interface's private key in the state folder; undefined where there is none yet. */
export async function findPrivateKey(folder: string, run: RunTool): Promise<PrivateKeyFile | undefined> {
  const path = pathIn(folder);
  const key = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  return key === undefined ? undefined : { path, publicKey: await publicKeyOf(key, run) };
}

/**
 * Keeps a private key in the state folder: another one would cut every client off.
 * Written beside its place and moved there, so that a crash leaves no half of a key.
 */
export async function storePrivateKey(folder: string, key: string, run: RunTool): Promise<PrivateKeyFile> {
  const path = pathIn(folder);
  const publicKey = await publicKeyOf(key, run);
  await writeFile(`${path}.new`, key, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return { path, publicKey };
}

const pathIn = (folder: string) => join(folder, "private.key");
const publicKeyOf = async (key: string, run: RunTool) => (await run("wg", ["pubkey"], key)).trim();
