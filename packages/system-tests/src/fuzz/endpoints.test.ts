import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Broken, check } from "./check.ts";
import { readFuzzEnv } from "./env.ts";
import { bytesOf, type RawRequest, rawRequests } from "./make/raw-requests.ts";
import { logFaults } from "./oracle/leaks.ts";
import { rawRequestOracle } from "./oracle/raw-request-oracle.ts";
import { type FuzzedConsole, fuzzedConsole } from "./test-bed/fuzzed-console.ts";
import { rawRequest } from "./test-bed/raw-request.ts";

const { seed, calls } = readFuzzEnv();
/** Of all calls, those that are made here. */
const share = 0.25;
/** Runs of so many, each from a seed of its own, so that one find does not hide the next. */
const rounds = 10;
const runs = Math.ceil((calls * share) / rounds);

describe(`every other door, seed ${seed}`, () => {
  let console: FuzzedConsole;
  const met = new Map<number, number>();
  beforeAll(async () => {
    console = await fuzzedConsole();
  });
  afterAll(() => console[Symbol.asyncDispose]());

  async function attempt(tried: RawRequest): Promise<void> {
    const hangsUp = tried.framing === "torn" && tried.body !== undefined;
    const answer = await rawRequest(console.port, bytesOf(tried, console.callers, console.port), { hangsUp });
    // A tunnel is no request to a server of its own: Node hangs up, as on whoever does.
    if (!answer && (tried.method === "CONNECT" || hangsUp)) return;
    if (!answer) throw new Broken(["The connection was closed without an answer."]);
    met.set(answer.status, (met.get(answer.status) ?? 0) + 1);
    const faults = rawRequestOracle(tried, answer, { ...console.corpus, origin: console.origin });
    if (faults.length > 0) throw new Broken(faults, answer);
  }

  it.each(Array.from({ length: rounds }, (_, round) => round))(
    "keeps its promises to strangers: round %i",
    async (round) => {
      await check({ made: rawRequests(console.corpus), runs, seed: seed + round, attempt });
      expect(await console.changedTables()).toEqual([]);
    },
  );

  it("leaves no word in the log, and a console that goes on", async () => {
    const counts = [...met].toSorted(([a], [b]) => a - b).map(([status, count]) => `${count} × ${status}`);
    process.stdout.write(`fuzz: other doors, seed ${seed}: ${counts.join(", ")}\n`);
    expect(logFaults(console.program, console.saidAtStart).slice(0, 5)).toEqual([]);
    expect((await console.ask({ path: "/health/ready" })).status).toBe(200);
  });
});
