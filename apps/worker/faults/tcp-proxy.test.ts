import { openTcpProxy } from "@portcullis/testing/tcp-proxy";
import { expect, it } from "vitest";
import { lockDevice } from "./testing/lock-device.ts";
import { onceEach, switchedSoFar, untilCascade, writtenBy } from "./testing/record.ts";
import { openWorkerTestBed } from "./testing/test-bed.ts";

const soon = { timeout: 15_000, interval: 20 };

it("survives that its connections are reset again and again, in the middle of batches", async () => {
  await using testBed = await openWorkerTestBed();
  await using proxy = await openTcpProxy();
  const user = await testBed.aUserWith(1200);
  const worker = await testBed.worker(proxy.to(testBed.fixture.url));
  // One in each batch, all before it begins: it cannot slip past.
  const locks = await Promise.all(
    [125, 375, 625, 875, 1125].map((device) => lockDevice(testBed, user.deviceIds[device] ?? "")),
  );
  const { cascade } = await testBed.fixture.admin.call.user.deactivate({ id: user.id });
  const id = cascade?.id ?? "";
  for (const locked of locks) {
    await locked.reached();
    proxy.reset();
    await locked.release();
  }
  await untilCascade(testBed, id, "done", 30_000);
  expect(await writtenBy(testBed, id)).toEqual(onceEach(1200));
  await expect.poll(worker.readiness, soon).toBe(200);
});

it("is not ready while the database is away, and goes on by itself when it is back", async () => {
  await using testBed = await openWorkerTestBed();
  await using proxy = await openTcpProxy();
  const user = await testBed.aUserWith(7);
  const worker = await testBed.worker(proxy.to(testBed.fixture.url));
  proxy.cut();
  await expect.poll(worker.readiness, soon).toBe(503);
  const { cascade } = await testBed.fixture.admin.call.user.deactivate({ id: user.id });
  proxy.mend();
  await untilCascade(testBed, cascade?.id ?? "", "done");
  await expect.poll(worker.readiness, soon).toBe(200);
  const listening = () => testBed.sql`select from pg_stat_activity
    where datname = current_database() and application_name = 'portcullis-worker-listen'`;
  await expect.poll(listening, soon).toHaveLength(1);
});

it("what is held through a line that went dead is free for the administrator's next click, and another worker goes on", async () => {
  await using testBed = await openWorkerTestBed();
  await using proxy = await openTcpProxy();
  const { call } = testBed.fixture.admin;
  const user = await testBed.aUserWith(1200);
  const cutOff = await testBed.worker(proxy.to(testBed.fixture.url));
  await using locked = await lockDevice(testBed, user.deviceIds[600] ?? "");
  const off = (await call.user.deactivate({ id: user.id })).cascade?.id ?? "";
  await locked.reached();
  proxy.silence();
  await locked.release();
  const on = (await call.user.reactivate({ id: user.id })).cascade?.id ?? "";
  expect(await switchedSoFar(testBed, off)).toBe(500);
  await testBed.worker();
  await untilCascade(testBed, on, "done");
  expect(await writtenBy(testBed, on)).toEqual(onceEach(500));
  // It cannot end in order: what it asked last is never answered.
  cutOff.signal("SIGKILL");
});

it("says which part is not well, without waiting for a database that says nothing", async () => {
  await using testBed = await openWorkerTestBed();
  await using proxy = await openTcpProxy();
  const worker = await testBed.worker(proxy.to(testBed.fixture.url));
  expect(await worker.unwell()).toEqual([]);
  proxy.silence();
  await expect.poll(worker.unwell, soon).toEqual(expect.arrayContaining(["database", "migrations", "notifications"]));
  proxy.reset();
  proxy.mend();
  await expect.poll(worker.unwell, soon).toEqual([]);
});

it("is not ready from SIGTERM on, and finishes the batch in hand", async () => {
  await using testBed = await openWorkerTestBed();
  const user = await testBed.aUserWith(7);
  const worker = await testBed.worker();
  await using locked = await lockDevice(testBed, user.deviceIds[3] ?? "");
  const { cascade } = await testBed.fixture.admin.call.user.deactivate({ id: user.id });
  await locked.reached();
  worker.signal("SIGTERM");
  await expect.poll(worker.unwell, { interval: 10 }).toEqual(["serving"]);
  await locked.release();
  expect(await worker.ended).toBe(0);
  await untilCascade(testBed, cascade?.id ?? "", "done");
});
