import { expect, it } from "vitest";
import { lockDevice } from "./testing/lock-device.ts";
import { causesOf, onceEach, switchedSoFar, untilCascade, writtenBy } from "./testing/record.ts";
import { openWorkerTestBed } from "./testing/test-bed.ts";

it.each(["another", "a restarted"])(
  "kill -9 in the middle of 1,200 devices: %s worker finishes, each once",
  async (who) => {
    await using testBed = await openWorkerTestBed();
    const { call } = testBed.fixture.admin;
    const user = await testBed.aUserWith(1200);
    const killed = await testBed.worker();
    if (who === "another") await testBed.worker();
    await using locked = await lockDevice(testBed, user.deviceIds[600] ?? "");
    const cascadeId = (await call.user.deactivate({ id: user.id })).cascade?.id ?? "";
    await locked.reached();
    expect(await switchedSoFar(testBed, cascadeId)).toBe(500);

    killed.signal("SIGKILL");
    expect(await killed.ended).toBe("SIGKILL");
    await locked.release();
    if (who === "a restarted") await testBed.worker();
    await untilCascade(testBed, cascadeId, "done");
    expect(await causesOf(testBed, user.id)).toEqual({ user_deactivated: 1200 });
    expect(await writtenBy(testBed, cascadeId)).toEqual(onceEach(1200));
  },
);

it("kill -9 in the middle of a deletion: another worker removes every device and the person", async () => {
  await using testBed = await openWorkerTestBed();
  const user = await testBed.aUserWith(600);
  const killed = await testBed.worker();
  await using locked = await lockDevice(testBed, user.deviceIds[300] ?? "");
  const cascadeId = (await testBed.fixture.admin.call.user.delete({ id: user.id })).id;
  await locked.reached();
  killed.signal("SIGKILL");
  await killed.ended;
  await locked.release();
  await testBed.worker();
  await untilCascade(testBed, cascadeId, "done");
  expect(await causesOf(testBed, user.id)).toEqual({});
  expect(await testBed.sql`select from users where id = ${user.id}`).toHaveLength(0);
  expect(await writtenBy(testBed, cascadeId)).toEqual(onceEach(600));
});
