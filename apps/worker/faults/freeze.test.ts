import { expect, it } from "vitest";
import { lockDevice } from "./testing/lock-device.ts";
import { causesOf, onceEach, untilCascade, writtenBy } from "./testing/record.ts";
import { openWorkerTestBed } from "./testing/test-bed.ts";

const soon = { timeout: 15_000, interval: 20 };

it.each([
  { what: "with its batch made and not committed", isReleased: true },
  { what: "while it waits for a device", isReleased: false },
])("a worker frozen $what lets a reactivation through, and changes nothing when it wakes", async ({ isReleased }) => {
  await using testBed = await openWorkerTestBed();
  const { call } = testBed.fixture.admin;
  const user = await testBed.aUserWith(600);
  const frozen = await testBed.worker();
  await using locked = await lockDevice(testBed, user.deviceIds[300] ?? "");
  const off = (await call.user.deactivate({ id: user.id })).cascade?.id ?? "";
  await locked.reached();
  frozen.signal("SIGSTOP");
  if (isReleased) await locked.release();

  // One click: the frozen worker's time-outs end before those of the request that waits for the user's row.
  const on = (await call.user.reactivate({ id: user.id })).cascade?.id ?? "";
  await locked.release();
  const other = await testBed.worker();
  await untilCascade(testBed, on, "done");
  expect(await causesOf(testBed, user.id)).toEqual({ on: 600 });
  const auditLogBefore = await testBed.sql`select id from audit_events order by id`;

  frozen.signal("SIGCONT");
  const verdict = `"cascadeId":"${off}","outcome":"idle"`;
  await expect.poll(() => frozen.said().includes(verdict), soon).toBe(true);
  expect(await causesOf(testBed, user.id)).toEqual({ on: 600 });
  expect(await testBed.sql`select id from audit_events order by id`).toEqual(auditLogBefore);
  expect((await writtenBy(testBed, off))?.lines).toBe(250);
  expect(await writtenBy(testBed, on)).toEqual(onceEach(250));
  expect(await call.cascade.get({ id: off })).toMatchObject({ status: "superseded" });

  // It is fit for work again.
  await other[Symbol.asyncDispose]();
  const again = (await call.user.deactivate({ id: user.id })).cascade?.id ?? "";
  await untilCascade(testBed, again, "done");
  expect(await writtenBy(testBed, again)).toEqual(onceEach(600));
});

it("a worker frozen with a cascade in hand that it has not begun leaves it, where the user was reactivated meanwhile", async () => {
  await using testBed = await openWorkerTestBed();
  const { call } = testBed.fixture.admin;
  const deactivate = async (id: string) => (await call.user.deactivate({ id })).cascade?.id ?? "";
  // As many as a worker advances at once, each waiting for a device: the fifth is read and waits for a lane.
  const busy = await Promise.all([1, 2, 3, 4].map(() => testBed.aUserWith(1)));
  const user = await testBed.aUserWith(7);
  const locks = await Promise.all(busy.map(({ deviceIds }) => lockDevice(testBed, deviceIds[0] ?? "")));
  for (const { id } of busy) await deactivate(id);
  const off = await deactivate(user.id);
  const frozen = await testBed.worker();
  for (const locked of locks) await locked.reached();
  frozen.signal("SIGSTOP");
  for (const locked of locks) await locked.release();
  const on = (await call.user.reactivate({ id: user.id })).cascade?.id ?? "";
  await testBed.worker();
  await untilCascade(testBed, on, "done");

  frozen.signal("SIGCONT");
  // Nothing to do any more, or not its turn: whoever reactivated may still hold the user's row.
  const verdict = new RegExp(`"cascadeId":"${off}","outcome":"(idle|busy)"`);
  await expect.poll(frozen.said, soon).toMatch(verdict);
  expect(await causesOf(testBed, user.id)).toEqual({ on: 7 });
  expect((await writtenBy(testBed, off))?.lines).toBe(0);
});
