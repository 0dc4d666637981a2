import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Broken, check } from "./check.ts";
import { readFuzzEnv } from "./env.ts";
import { type ApiCall, apiCall, requestOf } from "./make/api-call.ts";
import { apiOracle } from "./oracle/api-oracle.ts";
import { expectedOf } from "./oracle/expected.ts";
import { logFaults } from "./oracle/leaks.ts";
import { type CallerName, callerNames, turnedAway } from "./test-bed/callers.ts";
import { type FuzzedConsole, fuzzedConsole } from "./test-bed/fuzzed-console.ts";
import { type Procedure, procedures } from "./test-bed/procedures.ts";

const { seed, calls } = readFuzzEnv();
/** Of all calls, those that are made here. */
const share = 0.2;

/** What could shut those who call out comes last. */
const shutsOut = /^(account|session|tenant)\./;
const mutations = procedures
  .filter(({ kind }) => kind === "mutation")
  .toSorted((a, b) => Number(shutsOut.test(a.path)) - Number(shutsOut.test(b.path)));
const runs = Math.ceil((calls * share) / mutations.length);

/** Mostly the one whom a procedure is for. */
function entitled({ path }: Procedure): fc.Arbitrary<CallerName> {
  const own = callerNames.find((name) => name !== "nobody" && turnedAway(name, path) === undefined);
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(own ?? "owner") },
    { weight: 1, arbitrary: fc.constantFrom(...callerNames) },
  );
}

describe(`every mutation that may succeed, seed ${seed}`, () => {
  let console: FuzzedConsole;
  let made = 0;
  let done = 0;
  beforeAll(async () => {
    console = await fuzzedConsole("globex");
  });
  afterAll(() => console[Symbol.asyncDispose]());

  async function attempt(procedure: Procedure, call: ApiCall): Promise<void> {
    const expected = expectedOf(procedure, call);
    const asking = console.ask(requestOf(call, procedure, console.callers));
    const answer = await (expected.mayBeCutOff ? asking.catch(() => undefined) : asking);
    made++;
    if (!answer) return;
    const faults = apiOracle(call, expected, answer, console.corpus);
    if (faults.length > 0) throw new Broken(faults, answer);
    if (answer.status !== 200) return;
    done++;
    // It may have ended the session that it came with.
    if (shutsOut.test(procedure.path)) await console.reenter();
  }

  it.each(mutations)("is done or refused as documented, and touches no other tenant: $path", async (procedure) => {
    await check({
      made: apiCall(procedure, console.corpus, { ids: "any", breaks: 1, caller: entitled(procedure) }),
      runs,
      seed,
      attempt: (call) => attempt(procedure, call),
    });
    expect(await console.changedTables()).toEqual([]);
  });

  it("leaves no word in the log, and a console that goes on", async () => {
    process.stdout.write(`fuzz: ${made} calls of ${mutations.length} mutations, ${done} done, seed ${seed}\n`);
    expect(done).toBeGreaterThan(made / 20);
    expect(logFaults(console.program, console.saidAtStart).slice(0, 5)).toEqual([]);
    expect((await console.ask({ path: "/health/ready" })).status).toBe(200);
  });
});
