import { randomBytes } from "node:crypto";
import { link, readFile, rm, writeFile } from "node:fs/promises";
import { hasCode } from "./operating-system.ts";
import { stagingPathOf } from "./staging-path.ts";

/**
 * Reads the secret in a file that only its owner can read, and generates it the first time: 43 characters, 256 bits. The file
 * appears whole by one link, so two processes that start at once agree on one secret.
 */
export async function readOrCreateSecret(path: string): Promise<string> {
  const found = await readSecret(path);
  if (found) return found;
  const staging = stagingPathOf(path);
  await writeFile(staging, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx", flush: true });
  try {
    await link(staging, path).catch((error: unknown) => {
      if (!hasCode(error, "EEXIST")) throw error;
    });
  } finally {
    await rm(staging);
  }
  const secret = await readSecret(path);
  if (!secret) throw new Error(`${path} is empty. Remove it to have a new secret generated, or restore the old one.`);
  return secret;
}

async function readSecret(path: string): Promise<string | undefined> {
  try {
    return (await readFile(path, "utf8")).trim();
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}
