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
