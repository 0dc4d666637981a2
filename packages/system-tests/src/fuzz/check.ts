import * as fc from "fast-check";
import { shown } from "./oracle/leaks.ts";
import type { Answer } from "./test-bed/ask.ts";

/** A promise that an answer broke. */
export class Broken extends Error {
  override readonly name = "Broken";

  constructor(faults: readonly string[], answer?: Answer) {
    super([...faults, ...(answer ? [`Answered: ${shown(inShort(answer))}`] : [])].join("\n"));
  }
}

/** A find is made smaller for so long at most. */
const timeLimitMs = 300_000;

const inShort = ({ status, headers, text }: Answer) => ({ status, type: headers["content-type"], text });

/**
 * Tries so many things that an arbitrary makes; the smallest that breaks a promise is printed, with the seed that leads to it.
 * @throws {Error} with that
 */
export async function check<Tried>(options: {
  readonly made: fc.Arbitrary<Tried>;
  readonly runs: number;
  readonly seed: number;
  /** @throws {Broken} */
  readonly attempt: (tried: Tried) => Promise<void>;
}): Promise<void> {
  const { made, runs, seed, attempt } = options;
  const details = await fc.check(
    fc.asyncProperty(made, (tried) => attempt(tried)),
    { numRuns: runs, seed, interruptAfterTimeLimit: timeLimitMs, markInterruptAsFailure: true },
  );
  if (!details.failed) return;
  const [found] = details.counterexample ?? [];
  const { errorInstance: cause } = details;
  const why = cause instanceof Error ? cause.message : "It could not be made.";
  const tried = found === undefined ? "nothing" : shown(found);
  throw new Error(`${why}\nTried: ${tried}\nRepeat it with FUZZ_SEED=${seed}.`);
}
