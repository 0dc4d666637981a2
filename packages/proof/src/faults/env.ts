import { randomInt } from "node:crypto";
import { z } from "zod";

const seed = "FAULTS_SEED must be a whole number, as a run prints it.";
const seconds = "FAULTS_SECONDS must be a number of seconds, at least 10.";

const environment = z.object({
  FAULTS_SEED: z.coerce.number(seed).int(seed).optional(),
  FAULTS_SECONDS: z.coerce.number(seconds).int(seconds).min(10, seconds).default(45),
});

/** Which faults, in which order, and for how long: the same seed deals the same. */
export interface FaultsEnv {
  readonly seed: number;
  readonly seconds: number;
}

/** Without `FAULTS_SEED` a new seed is drawn. @throws {Error} with a sentence for every mistake, one per line */
export function readFaultsEnv(): FaultsEnv {
  const parsed = environment.safeParse(process.env);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join("\n"));
  return { seed: parsed.data.FAULTS_SEED ?? randomInt(2 ** 31), seconds: parsed.data.FAULTS_SECONDS };
}
