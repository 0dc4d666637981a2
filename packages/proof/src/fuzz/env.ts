import { randomInt } from "node:crypto";
import { z } from "zod";

const seed = "FUZZ_SEED must be a whole number, as a run prints it.";
const calls = "FUZZ_CALLS must be a number of calls, at least 1000.";

const environment = z.object({
  FUZZ_SEED: z.coerce.number(seed).int(seed).optional(),
  FUZZ_CALLS: z.coerce.number(calls).int(calls).min(1000, calls).default(20_000),
});

/** How much is fuzzed, and from where: the same seed makes the same calls. */
export interface FuzzEnv {
  readonly seed: number;
  /** Altogether, at least. */
  readonly calls: number;
}

/** Without `FUZZ_SEED` a new seed is drawn. @throws {Error} with a sentence for every mistake, one per line */
export function readFuzzEnv(source: Readonly<Record<string, string | undefined>> = process.env): FuzzEnv {
  const parsed = environment.safeParse(source);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join("\n"));
  return { seed: parsed.data.FUZZ_SEED ?? randomInt(2 ** 31), calls: parsed.data.FUZZ_CALLS };
}
