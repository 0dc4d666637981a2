import { randomInt } from "node:crypto";
import { z } from "zod";

/** Schema of a variable that makes a run go as one before it; where it is not set, a new seed is drawn. */
export function seedOf(variable: string) {
  const sentence = `${variable} must be a whole number, as a run prints it.`;
  return z.coerce
    .number(sentence)
    .int(sentence)
    .optional()
    .transform((seed) => seed ?? randomInt(2 ** 31));
}

/** The environment as the schema has it. @throws {Error} with a sentence for every mistake, one per line */
export function readSettings<Settings extends z.ZodType>(
  schema: Settings,
  source: Readonly<Record<string, string | undefined>>,
): z.infer<Settings> {
  const parsed = schema.safeParse(source);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join("\n"));
  return parsed.data;
}
