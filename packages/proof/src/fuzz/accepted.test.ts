import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Broken, check } from "./check.ts";
import { readFuzzEnv } from "./env.ts";
import { type CallerName, callerNames, turnedAway } from "./ground/callers.ts";
import { type FuzzedConsole, fuzzedConsole } from "./ground/fuzzed-console.ts";
import { type Procedure, procedures } from "./ground/procedures.ts";
import { expectedOf } from "./judge/expected.ts";
import { judgeApi } from "./judge/judge-api.ts";
import { logFaults } from "./judge/log-faults.ts";
import { type ApiCall, apiCall, requestOf } from "./make/api-call.ts";

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
    const faults = judgeApi(call, expected, answer, console.stock);
    if (faults.length > 0) throw new Broken(faults, answer);
    if (answer.status !== 200) return;
    done++;
    // It may have ended the session that it came with.
    if (shutsOut.test(procedure.path)) await console.reenter();
  }

  it.each(mutations)("is done or refused as documented, and touches no other tenant: $path", async (procedure) => {
    await check({
      made: apiCall(procedure, console.stock, { ids: "any", breaks: 1, caller: entitled(procedure) }),
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
