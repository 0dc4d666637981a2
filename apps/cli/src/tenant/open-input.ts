import { open } from "node:fs/promises";

/**
 * A file named on the command line, or standard input for `-`, as it streams in.
 * @throws {Error} with a sentence where it cannot be opened
 */
export async function openInput(name: string): Promise<AsyncIterable<Uint8Array>> {
  if (name === "-") return process.stdin;
  const file = await open(name).catch((error: unknown) => {
    // Without its cause: a missing file must not be taken for a missing database.
    throw new Error(`${name} cannot be read: ${reasonOf(error)}.`);
  });
  return file.createReadStream();
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EACCES") return "permission denied";
  return String(code ?? error);
}
