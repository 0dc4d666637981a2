import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunTool } from "./run-tool.ts";

/**
 * The file of the interface's private key, made at the first start and kept: a new one would cut every client off.
 * Written beside its place and moved there, so that a crash leaves no half of a key.
 */
export async function privateKeyFile(folder: string, run: RunTool): Promise<{ path: string; publicKey: string }> {
  const path = join(folder, "private.key");
  let key = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
  if (key === undefined) {
    key = await run("wg", ["genkey"]);
    await writeFile(`${path}.new`, key, { mode: 0o600 });
    await rename(`${path}.new`, path);
  }
  return { path, publicKey: (await run("wg", ["pubkey"], key)).trim() };
}
