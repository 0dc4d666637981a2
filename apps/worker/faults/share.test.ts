import { expect, it } from "vitest";
import { holdDevice } from "./testing/hold-device.ts";
import { causesOf, onceEach, untilCascade, writtenBy } from "./testing/record.ts";
import type { TestWorker } from "./testing/worker.ts";
import { testYard, type Yard } from "./testing/yard.ts";

async function deadlocks({ sql }: Yard): Promise<number> {
  const [row] = await sql<{ deadlocks: number }[]>`
    select deadlocks::int from pg_stat_database where datname = current_database()`;
  return row?.deadlocks ?? -1;
}

/** Cascades that a worker finished, by its log. */
const finishedBy = (worker: TestWorker) => worker.said().split('"outcome":"finished"').length - 1;

it("three workers share many cascades without a deadlock, each device once", async () => {
  await using yard = await testYard();
  const { call } = yard.world.admin;
  const users = await Promise.all(Array.from({ length: 60 }, () => yard.aUserWith(7)));
  const workers = await Promise.all([yard.worker(), yard.worker(), yard.worker()]);
  const cascades = await Promise.all(
    users.map(async ({ id }) => (await call.user.deactivate({ id })).cascade?.id ?? ""),
  );
  await Promise.all(cascades.map((id) => untilCascade(yard, id, "done", 30_000)));

  for (const { id } of users) expect(await causesOf(yard, id)).toEqual({ user_deactivated: 7 });
  for (const id of cascades) expect(await writtenBy(yard, id)).toEqual(onceEach(7));
  await expect.poll(() => workers.map(finishedBy).reduce((sum, n) => sum + n)).toBe(60);
  for (const worker of workers) expect(finishedBy(worker)).toBeGreaterThan(0);
  expect(await deadlocks(yard)).toBe(0);
});

it("a cascade that waits for a lock holds up no other user's, not even within its worker", async () => {
  await using yard = await testYard();
  const { call } = yard.world.admin;
  const big = await yard.aUserWith(1200);
  await yard.worker();
  await using held = await holdDevice(yard, big.deviceIds[600] ?? "");
  const waiting = (await call.user.deactivate({ id: big.id })).cascade?.id ?? "";

  /** Whether another user's cascade came and went while one and the same batch of the big one waited. */
  async function isPassed(): Promise<boolean> {
    const small = await yard.aUserWith(7);
    const before = await held.reached();
    const cascade = (await call.user.deactivate({ id: small.id })).cascade?.id ?? "";
    await untilCascade(yard, cascade, "done");
    return before.since === (await held.waiter())?.since;
  }
  // A batch waits for three seconds: on a busy machine one could end between.
  await expect.poll(isPassed, { timeout: 30_000 }).toBe(true);
  await held.release();
  await untilCascade(yard, waiting, "done");
  expect(await writtenBy(yard, waiting)).toEqual(onceEach(1200));
});
