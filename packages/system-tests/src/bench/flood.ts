import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startFlood } from "@portcullis/testing/flood/start-flood";
import { signIn } from "@portcullis/testing/sign-in";
import { apiWith } from "../network/api.ts";
import { type FloodedProduct, floodedProduct } from "./flood/flooded-product.ts";
import { callsOfOther, type Waits, warmUp } from "./flood/other-tenant.ts";
import { revocations, sessionsToRevoke } from "./flood/revocations.ts";
import { startBareServer } from "./flood/start-bare-server.ts";

const { values } = parseArgs({ options: { short: { type: "boolean", default: false } } });
const whole = { calls: 3_000, streams: 1_500, seconds: 30, sessions: 10 };
const short = { calls: 1_000, streams: 300, seconds: 6, sessions: 3 };
const { calls, streams, seconds, sessions } = values.short ? short : whole;

/** Milliseconds. */
const goals = { max: 1_000, rest: 2_000, revocation: 3_000 };
/** How many times a bare server's p95 another tenant may wait. */
const timesBare = 2;
const restSeconds = 3;
/** Both servers answer as many calls before they are measured. */
const warmUpCalls = values.short ? 300 : 3_000;
const password = "portcullis-demo";
const member = { tenant: "acme", email: "support@acme.test", password };
const other = { tenant: "globex", email: "owner@globex.test", password };

/** What a bare server of Node, which only refuses, makes of the same flood. */
async function floodBare() {
  using bare = await startBareServer();
  await warmUp(bare.url, { cookie: "portcullis.session=y", calls: warmUpCalls });
  const flood = await startFlood({
    url: bare.url,
    cookie: "portcullis.session=x",
    firstName: "Flo",
    calls,
    streams: 0,
  });
  flood.call();
  const waits = await callsOfOther(bare.url, { cookie: "portcullis.session=y", seconds, expected: 429 });
  const { answers } = await flood.stop();
  return { waits, answers };
}

/** Transactions a second, over a few seconds. */
async function transactionRate({ sql }: FloodedProduct): Promise<number> {
  const read = async () => {
    const [row] = await sql<{ count: number }[]>`
      select (xact_commit + xact_rollback)::float as count from pg_stat_database where datname = current_database()`;
    return row?.count ?? 0;
  };
  const before = await read();
  await sleep(restSeconds * 1_000);
  return ((await read()) - before) / restSeconds;
}

/** Milliseconds until no call runs or waits and no stream is open any more. */
async function untilRest({ metric }: FloodedProduct): Promise<number> {
  const began = performance.now();
  for (;;) {
    const busy = await Promise.all([
      metric('portcullis_pool_transactions{state="running"}'),
      metric('portcullis_pool_transactions{state="waiting"}'),
      metric('portcullis_open_streams{stream="cascade.watch"}'),
    ]);
    if (busy.every((count) => count === 0)) return performance.now() - began;
    await sleep(20);
  }
}

async function floodProduct() {
  await using product = await floodedProduct();
  const { url, metric } = product;
  const cookie = await signIn(url, other);
  await warmUp(url, { cookie, calls: warmUpCalls });
  note("sessions are opened …");
  const held = await sessionsToRevoke(url, other, sessions);
  const still = await callsOfOther(url, { cookie, seconds: restSeconds, expected: 200 });
  note("streams are opened …");
  const flood = await startFlood({ url, cookie: await signIn(url, member), firstName: "Flo", calls, streams });
  // The streams that are opened first cost as many calls.
  await sleep(restSeconds * 1_000);
  const atRest = await transactionRate(product);
  const streamsOpen = await metric('portcullis_open_streams{stream="cascade.watch"}');
  note("the flood begins …");
  const cpu = () => metric("process_cpu_seconds_total");
  const cpuBefore = await cpu();
  flood.call();
  const [waits, revoked] = await Promise.all([
    callsOfOther(url, { cookie, seconds, expected: 200 }),
    revocations(url, apiWith(url, cookie), held, seconds),
  ]);
  const cpuSeconds = (await cpu()) - cpuBefore;
  const memory = await metric("process_resident_memory_bytes");
  note("the flood ends …");
  const counts = await flood.stop();
  const rest = await untilRest(product);
  return { still, atRest, streamsOpen, waits, revoked, cpuSeconds, memory, counts, rest };
}

const ms = (value: number) => `${value.toFixed(0)} ms`;
const note = (line: string) => process.stderr.write(`${line}\n`);
const print = (line: string) => process.stdout.write(`${line}\n`);
const describe = ({ calls: count, p50, p95, max, failed }: Waits) =>
  `${count} calls, p50 ${ms(p50)}, p95 ${ms(p95)}, max ${ms(max)}, ${failed.length} failed`;

print(`One member's cookie keeps ${calls} calls under way for ${seconds} s and asks for ${streams} streams.`);
const { waits: bare, answers } = await floodBare();
print(`bare node:http server that refuses:   ${describe(bare)}`);
print(`which answered the flood:             ${JSON.stringify(answers)}`);
const { still, atRest, streamsOpen, waits, revoked, cpuSeconds, memory, counts, rest } = await floodProduct();
const slowest = Math.max(...revoked);
print(`another tenant, without a flood:      ${describe(still)}`);
print(`another tenant, during the flood:     ${describe(waits)}`);
for (const failure of new Set(waits.failed.slice(0, 5))) print(`  ${failure}`);
print(`the flood was answered:               ${JSON.stringify(counts)}`);
print(`streams that the member has open:     ${streamsOpen}; ${atRest.toFixed(1)} transactions a second at rest`);
print(`revocation, asked for to over:        ${revoked.length} times, slowest ${ms(slowest)}`);
print(
  `at rest after the flood:              ${ms(rest)}; console: ${cpuSeconds.toFixed(1)} s of CPU, ${(memory / 1e6).toFixed(0)} MB`,
);

const missed = [
  waits.p95 > timesBare * bare.p95 && `p95 is ${(waits.p95 / bare.p95).toFixed(2)} times the bare server's`,
  waits.max > goals.max && `a call took ${ms(waits.max)}`,
  waits.failed.length > 0 && `${waits.failed.length} calls failed`,
  rest > goals.rest && `it was at rest after ${ms(rest)} only`,
  slowest > goals.revocation && `a revocation took ${ms(slowest)}`,
].filter((line) => line !== false);
print(missed.length === 0 ? "Every goal is met." : `Missed: ${missed.join("; ")}.`);
if (missed.length > 0) process.exitCode = 1;
