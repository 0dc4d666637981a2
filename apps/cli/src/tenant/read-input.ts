import { randomBytes } from "node:crypto";
import { open } from "node:fs/promises";
import type { z } from "zod";

/**
 * Checks what a command line says by the schema of the use-case.
 * @throws {Error} with a sentence for each mistake, which names the field
 */
export function readInput<Output>(schema: z.ZodType<Output>, input: unknown, field = ""): Output {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(
    ({ path, message }) => `${[field, ...path].filter(Boolean).join(".")}: ${message}`,
  );
  throw new Error(sentences.join("\n"));
}

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

/** Crockford's base 32, lower case: no letter that is mistaken for another. */
const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** 100 bits, in four groups that can be read out and typed. */
export function generatePassword(): string {
  const letters = Array.from(randomBytes(20), (byte) => alphabet[byte % alphabet.length]).join("");
  return letters.replace(/(.{5})(?=.)/g, "$1-");
}
