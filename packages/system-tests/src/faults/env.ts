import { z } from "zod";
import { readSettings, seedOf } from "../testing/seed.ts";

const seconds = "FAULTS_SECONDS must be a number of seconds, at least 10.";

const environment = z.object({
  FAULTS_SEED: seedOf("FAULTS_SEED"),
  FAULTS_SECONDS: z.coerce.number(seconds).int(seconds).min(10, seconds).default(45),
});

/** Which faults, in which order, and for how long: the same seed deals the same. */
export interface FaultsEnv {
  readonly seed: number;
  readonly seconds: number;
}

/** @throws {Error} with a sentence for every mistake, one per line */
export function readFaultsEnv(): FaultsEnv {
  const { FAULTS_SEED, FAULTS_SECONDS } = readSettings(environment, process.env);
  return { seed: FAULTS_SEED, seconds: FAULTS_SECONDS };
}
