import { expect, it } from "vitest";
import { lockDevice } from "./testing/lock-device.ts";
import { causesOf, onceEach, untilCascade, writtenBy } from "./testing/record.ts";
import { openWorkerTestBed, type WorkerTestBed } from "./testing/test-bed.ts";
import type { TestWorker } from "./testing/worker.ts";

async function deadlocks({ sql }: WorkerTestBed): Promise<number> {
  const [row] = await sql<{ deadlocks: number }[]>`
    select deadlocks::int from pg_stat_database where datname = current_database()`;
  return row?.deadlocks ?? -1;
}

/** Cascades that a worker finished, by its log. */
const finishedBy = (worker: TestWorker) => worker.said().split('"outcome":"finished"').length - 1;

it("three workers share many cascades without a deadlock, each device once", async () => {
  await using testBed = await openWorkerTestBed();
  const { call } = testBed.fixture.admin;
  const users = await Promise.all(Array.from({ length: 60 }, () => testBed.aUserWith(7)));
  const workers = await Promise.all([testBed.worker(), testBed.worker(), testBed.worker()]);
  const cascades = await Promise.all(
    users.map(async ({ id }) => (await call.user.deactivate({ id })).cascade?.id ?? ""),
  );
  await Promise.all(cascades.map((id) => untilCascade(testBed, id, "done", 30_000)));

  for (const { id } of users) expect(await causesOf(testBed, id)).toEqual({ user_deactivated: 7 });
  for (const id of cascades) expect(await writtenBy(testBed, id)).toEqual(onceEach(7));
  await expect.poll(() => workers.map(finishedBy).reduce((sum, n) => sum + n)).toBe(60);
  for (const worker of workers) expect(finishedBy(worker)).toBeGreaterThan(0);
  expect(await deadlocks(testBed)).toBe(0);
});

it("a cascade that waits for a lock holds up no other user's, not even within its worker", async () => {
  await using testBed = await openWorkerTestBed();
  const { call } = testBed.fixture.admin;
  const big = await testBed.aUserWith(1200);
  await testBed.worker();
  await using locked = await lockDevice(testBed, big.deviceIds[600] ?? "");
  const waiting = (await call.user.deactivate({ id: big.id })).cascade?.id ?? "";

  /** Whether another user's cascade came and went while one and the same batch of the big one waited. */
  async function isPassed(): Promise<boolean> {
    const small = await testBed.aUserWith(7);
    const before = await locked.reached();
    const cascade = (await call.user.deactivate({ id: small.id })).cascade?.id ?? "";
    await untilCascade(testBed, cascade, "done");
    return before.since === (await locked.waiter())?.since;
  }
  // A batch waits for three seconds: on a busy machine one could end between.
  await expect.poll(isPassed, { timeout: 30_000 }).toBe(true);
  await locked.release();
  await untilCascade(testBed, waiting, "done");
  expect(await writtenBy(testBed, waiting)).toEqual(onceEach(1200));
});
