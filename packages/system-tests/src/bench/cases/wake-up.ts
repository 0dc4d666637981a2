import { join } from "node:path";
import { deactivateUser } from "@portcullis/api/user/deactivate-user";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { environment } from "@portcullis/testing/env";
import { type Program, startProgram } from "@portcullis/testing/program";
import postgres from "postgres";
import { competitorDatabase } from "../competitors/competitor-database.ts";
import { quantile, sideBySide } from "../measure/compare.ts";
import { ratioRow } from "../report/table.ts";
import type { Dataset } from "../seed/dataset.ts";
import { largest } from "../seed/sizes.ts";
import { startWorker } from "../serve/programs.ts";
import { type BenchCase, contextOfOwner } from "../test-bed/test-bed.ts";

/** Milliseconds between two, so that every one finds the worker asleep. */
const pause = 30;

/** From the commit that asks to the statement that switches the first device, against a job queue that does nothing else. */
export const wakeUp: BenchCase = async (testBed) => {
  const { dataset, repetitions } = testBed;
  const calls = testBed.calls(100);
  const people = await testBed.fresh(calls * (repetitions + 1));
  await using building = new AsyncDisposableStack();
  building.use(await startWorker(dataset));
  const db = openDatabase(dataset.applicationUrl, { applicationName: "bench", max: 1 });
  building.defer(() => closeDatabase(db));
  const ctx = await contextOfOwner(dataset, db, largest);
  const competitors = building.use(await competitorDatabase(dataset.server, "bench_graphile_worker"));
  const { program, sql } = await startGraphileWorker(competitors.url);
  building.use(program);
  building.defer(() => sql.end());
  const taken = await sideBySide(
    repetitions,
    async (turn) => {
      const waits: number[] = [];
      for (const { id } of people.slice(turn * calls, (turn + 1) * calls)) {
        await deactivateUser(ctx, { id });
        const committed = now();
        await sleep(pause);
        waits.push((await switchedAt(dataset, id)) - committed);
      }
      return quantile(waits, 0.5);
    },
    async (turn) => {
      const waits: number[] = [];
      for (let n = turn * calls; n < (turn + 1) * calls; n++) {
        await sql`select graphile_worker.add_job('wake', ${sql.json({ n })}::json)`;
        const committed = now();
        await sleep(pause);
        waits.push(handledAt(program, n) - committed);
      }
      return quantile(waits, 0.5);
    },
  );
  return [
    ratioRow(
      {
        benchCase: "wake-up of an idle worker, commit to first device, p50",
        unit: "ms",
        baseline: "graphile-worker, add_job to handler",
        goal: { is: "at most", value: 1.25 },
      },
      taken.ours,
      taken.baseline,
    ),
  ];
};

const now = () => performance.timeOrigin + performance.now();
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function startGraphileWorker(url: string): Promise<{ program: Program; sql: postgres.Sql }> {
  const port = await freePort();
  const program = await startProgram({
    script: "graphile-worker-server.ts",
    cwd: join(import.meta.dirname, "../competitors"),
    env: { ...environment(), NODE_ENV: "production", COMPETITOR_DATABASE_URL: url, COMPETITOR_PORT: String(port) },
    readyUrl: `http://127.0.0.1:${port}/`,
  });
  return { program, sql: postgres(url, { max: 1, onnotice: () => {} }) };
}

/** When the device's statement began, by the clock that both share: milliseconds since the epoch. */
async function switchedAt(dataset: Dataset, userId: string): Promise<number> {
  for (;;) {
    const [row] = await dataset.sql<{ at: number }[]>`
      select extract(epoch from deactivated_at)::float8 * 1000 as at from devices
      where tenant_id = ${dataset.tenantIds[largest] ?? ""} and user_id = ${userId} and cause is not null`;
    if (row) return row.at;
    await sleep(pause);
  }
}

function handledAt(program: Program, n: number): number {
  const line = program
    .said()
    .split("\n")
    .find((text) => text.startsWith(`{"payload":{"n":${n}}`));
  return line ? (JSON.parse(line) as { at: number }).at : Number.NaN;
}
