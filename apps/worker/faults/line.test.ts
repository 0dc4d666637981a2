import { openLine } from "@portcullis/testing/line";
import { expect, it } from "vitest";
import { holdDevice } from "./testing/hold-device.ts";
import { onceEach, switchedSoFar, untilCascade, writtenBy } from "./testing/record.ts";
import { testYard } from "./testing/yard.ts";

const soon = { timeout: 15_000, interval: 20 };

it("survives that its connections are reset again and again, in the middle of batches", async () => {
  await using yard = await testYard();
  await using line = await openLine();
  const user = await yard.aUserWith(1200);
  const worker = await yard.worker(line.to(yard.world.url));
  // One in each batch, all before it begins: it cannot slip past.
  const holds = await Promise.all(
    [125, 375, 625, 875, 1125].map((device) => holdDevice(yard, user.deviceIds[device] ?? "")),
  );
  const { cascade } = await yard.world.admin.call.user.deactivate({ id: user.id });
  const id = cascade?.id ?? "";
  for (const held of holds) {
    await held.reached();
    line.reset();
    await held.release();
  }
  await untilCascade(yard, id, "done", 30_000);
  expect(await writtenBy(yard, id)).toEqual(onceEach(1200));
  await expect.poll(worker.readiness, soon).toBe(200);
});

it("is not ready while the database is away, and goes on by itself when it is back", async () => {
  await using yard = await testYard();
  await using line = await openLine();
  const user = await yard.aUserWith(7);
  const worker = await yard.worker(line.to(yard.world.url));
  line.cut();
  await expect.poll(worker.readiness, soon).toBe(503);
  const { cascade } = await yard.world.admin.call.user.deactivate({ id: user.id });
  line.mend();
  await untilCascade(yard, cascade?.id ?? "", "done");
  await expect.poll(worker.readiness, soon).toBe(200);
  const listening = () => yard.sql`select from pg_stat_activity
    where datname = current_database() and application_name = 'portcullis-worker-listen'`;
  await expect.poll(listening, soon).toHaveLength(1);
});

it("what is held through a line that went dead is free for the administrator's next click, and another worker goes on", async () => {
  await using yard = await testYard();
  await using line = await openLine();
  const { call } = yard.world.admin;
  const user = await yard.aUserWith(1200);
  const cutOff = await yard.worker(line.to(yard.world.url));
  await using held = await holdDevice(yard, user.deviceIds[600] ?? "");
  const off = (await call.user.deactivate({ id: user.id })).cascade?.id ?? "";
  await held.reached();
  line.silence();
  await held.release();
  const on = (await call.user.reactivate({ id: user.id })).cascade?.id ?? "";
  expect(await switchedSoFar(yard, off)).toBe(500);
  await yard.worker();
  await untilCascade(yard, on, "done");
  expect(await writtenBy(yard, on)).toEqual(onceEach(500));
  // It cannot end in order: what it asked last is never answered.
  cutOff.signal("SIGKILL");
});

it("says which part is not well, without waiting for a database that says nothing", async () => {
  await using yard = await testYard();
  await using line = await openLine();
  const worker = await yard.worker(line.to(yard.world.url));
  expect(await worker.unwell()).toEqual([]);
  line.silence();
  await expect.poll(worker.unwell, soon).toEqual(expect.arrayContaining(["database", "migrations", "notifications"]));
  line.reset();
  line.mend();
  await expect.poll(worker.unwell, soon).toEqual([]);
});

it("is not ready from SIGTERM on, and finishes the batch in hand", async () => {
  await using yard = await testYard();
  const user = await yard.aUserWith(7);
  const worker = await yard.worker();
  await using held = await holdDevice(yard, user.deviceIds[3] ?? "");
  const { cascade } = await yard.world.admin.call.user.deactivate({ id: user.id });
  await held.reached();
  worker.signal("SIGTERM");
  await expect.poll(worker.unwell, { interval: 10 }).toEqual(["serving"]);
  await held.release();
  expect(await worker.ended).toBe(0);
  await untilCascade(yard, cascade?.id ?? "", "done");
});
