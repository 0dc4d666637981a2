import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Broken, check } from "./check.ts";
import { readFuzzEnv } from "./env.ts";
import { type ApiCall, apiCall, requestOf } from "./make/api-call.ts";
import { apiOracle } from "./oracle/api-oracle.ts";
import { expectedOf, mayChange } from "./oracle/expected.ts";
import { logFaults } from "./oracle/leaks.ts";
import { type FuzzedConsole, fuzzedConsole } from "./test-bed/fuzzed-console.ts";
import { type Procedure, procedures } from "./test-bed/procedures.ts";

const { seed, calls } = readFuzzEnv();
/** Of all calls, those that are made here. */
const share = 0.6;
const runs = Math.ceil((calls * share) / procedures.length);

describe(`every procedure, seed ${seed}`, () => {
  let console: FuzzedConsole;
  let made = 0;
  beforeAll(async () => {
    console = await fuzzedConsole();
  });
  afterAll(() => console[Symbol.asyncDispose]());

  async function attempt(procedure: Procedure, call: ApiCall): Promise<void> {
    const expected = expectedOf(procedure, call);
    if (expected.statuses.includes(200) && mayChange(procedure, call, console.corpus)) return;
    made++;
    const asking = console.ask(requestOf(call, procedure, console.callers));
    const answer = await (expected.mayBeCutOff ? asking.catch(() => undefined) : asking);
    if (!answer) return;
    const isConsumed = procedure.kind === "mutation" && expected.statuses.includes(200);
    const judged = isConsumed
      ? { ...expected, statuses: expected.statuses.filter((status) => status !== 200) }
      : expected;
    const faults = apiOracle(call, judged, answer, console.corpus);
    if (faults.length > 0) throw new Broken(faults, answer);
  }

  it.each(procedures)("refuses what it must and changes nothing by it: $path", async (procedure) => {
    await check({
      made: apiCall(procedure, console.corpus, { ids: "any", breaks: 3 }),
      runs,
      seed,
      attempt: (call) => attempt(procedure, call),
    });
    expect(await console.changedTables()).toEqual([]);
  });

  it("is refused without a word in the log, by a console that goes on", async () => {
    process.stdout.write(`fuzz: ${made} calls of ${procedures.length} procedures, seed ${seed}\n`);
    expect(logFaults(console.program, console.saidAtStart).slice(0, 5)).toEqual([]);
    expect((await console.ask({ path: "/health/ready" })).status).toBe(200);
  });
});
