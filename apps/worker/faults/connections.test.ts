import { expect, it } from "vitest";
import { lockDevice } from "./testing/lock-device.ts";
import { causesOf, onceEach, switchedSoFar, untilCascade, writtenBy } from "./testing/record.ts";
import { openWorkerTestBed, type WorkerTestBed } from "./testing/test-bed.ts";

const soon = { timeout: 15_000, interval: 20 };

/** Ends every connection of that name, and says which they were. */
async function terminate({ fixture }: WorkerTestBed, name: string): Promise<number[]> {
  const rows = await fixture.db.$client<{ pid: number }[]>`
    select pid, pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = ${name}`;
  return rows.map((row) => row.pid);
}

/** When a worker last asked what is due. */
async function lastPoll({ fixture }: WorkerTestBed): Promise<unknown> {
  const [row] = await fixture.db.$client`select max(query_start) as at from pg_stat_activity
    where datname = current_database() and application_name = 'portcullis-worker' and query like '%due_cascades%'`;
  return row?.["at"];
}

it("goes on after the server ended all of its connections in the middle of a batch, and counts no failure", async () => {
  await using testBed = await openWorkerTestBed();
  const { call } = testBed.fixture.admin;
  const user = await testBed.aUserWith(1200);
  const worker = await testBed.worker();
  await using locked = await lockDevice(testBed, user.deviceIds[600] ?? "");
  const id = (await call.user.deactivate({ id: user.id })).cascade?.id ?? "";
  await locked.reached();
  expect(await terminate(testBed, "portcullis-worker")).not.toEqual([]);
  await expect.poll(() => worker.said().includes('"outcome":"postponed"'), soon).toBe(true);
  expect(await call.cascade.get({ id })).toMatchObject({ status: "running", attempts: 0, failureReason: null });
  await locked.release();
  await untilCascade(testBed, id, "done");
  expect(await writtenBy(testBed, id)).toEqual(onceEach(1200));
  await expect.poll(worker.readiness, soon).toBe(200);
});

it("listens again after its LISTEN connection was ended", async () => {
  await using testBed = await openWorkerTestBed();
  const user = await testBed.aUserWith(7);
  await testBed.worker();
  const ended = await terminate(testBed, "portcullis-worker-listen");
  expect(ended).toHaveLength(1);
  const listening = async () => {
    const rows = await testBed.fixture.db.$client<{ pid: number }[]>`
      select pid from pg_stat_activity where datname = current_database()
        and application_name = 'portcullis-worker-listen' and query ilike 'listen%'`;
    return rows.map((row) => row.pid);
  };
  await expect.poll(listening, soon).toEqual([expect.not.toBeOneOf(ended)]);
  const { cascade } = await testBed.fixture.admin.call.user.deactivate({ id: user.id });
  await untilCascade(testBed, cascade?.id ?? "", "done");
});

it("finds what nobody told it of: a lost notification costs a poll, not a device", async () => {
  await using testBed = await openWorkerTestBed();
  const user = await testBed.aUserWith(7);
  const { cascade } = await testBed.fixture.admin.call.user.deactivate({ id: user.id });
  const id = cascade?.id ?? "";
  await testBed.sql`update cascades set next_attempt_at = now() + interval '1 hour' where id = ${id}`;
  const worker = await testBed.worker();
  // It looks when it starts and when it begins to listen; what comes after these is the poll.
  for (let looks = 0; looks < 3; looks++) {
    const before = await lastPoll(testBed);
    await expect.poll(() => lastPoll(testBed), soon).not.toEqual(before);
  }
  await testBed.sql`update cascades set next_attempt_at = now() where id = ${id}`;
  await untilCascade(testBed, id, "done");
  expect(await causesOf(testBed, user.id)).toEqual({ user_deactivated: 7 });
  // The batch is in the database before the word of it is here.
  await expect.poll(worker.said, soon).toContain('"outcome":"finished"');
});

it("on SIGTERM it finishes the batch in hand and ends with 0; another worker does the rest", async () => {
  await using testBed = await openWorkerTestBed();
  const user = await testBed.aUserWith(1200);
  const leaving = await testBed.worker();
  await using locked = await lockDevice(testBed, user.deviceIds[600] ?? "");
  const { cascade } = await testBed.fixture.admin.call.user.deactivate({ id: user.id });
  const id = cascade?.id ?? "";
  await locked.reached();
  leaving.signal("SIGTERM");
  await expect.poll(() => leaving.said().includes('"why":"SIGTERM"'), soon).toBe(true);
  await locked.release();
  expect(await leaving.ended).toBe(0);
  expect(await switchedSoFar(testBed, id)).toBe(750);
  await testBed.worker();
  await untilCascade(testBed, id, "done");
  expect(await writtenBy(testBed, id)).toEqual(onceEach(1200));
});
