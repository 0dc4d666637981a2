import { z } from "zod";
import { readSettings, seedOf } from "../testing/seed.ts";

const calls = "FUZZ_CALLS must be a number of calls, at least 1000.";

const environment = z.object({
  FUZZ_SEED: seedOf("FUZZ_SEED"),
  FUZZ_CALLS: z.coerce.number(calls).int(calls).min(1000, calls).default(20_000),
});

/** How much is fuzzed, and from where: the same seed makes the same calls. */
export interface FuzzEnv {
  readonly seed: number;
  /** Altogether, at least. */
  readonly calls: number;
}

/** @throws {Error} with a sentence for every mistake, one per line */
export function readFuzzEnv(): FuzzEnv {
  const { FUZZ_SEED, FUZZ_CALLS } = readSettings(environment, process.env);
  return { seed: FUZZ_SEED, calls: FUZZ_CALLS };
}
