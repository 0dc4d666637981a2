import { expect, it } from "vitest";
import { holdDevice } from "./testing/hold-device.ts";
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
    await using held = await holdDevice(testBed, user.deviceIds[600] ?? "");
    const cascadeId = (await call.user.deactivate({ id: user.id })).cascade?.id ?? "";
    await held.reached();
    expect(await switchedSoFar(testBed, cascadeId)).toBe(500);

    killed.signal("SIGKILL");
    expect(await killed.ended).toBe("SIGKILL");
    await held.release();
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
  await using held = await holdDevice(testBed, user.deviceIds[300] ?? "");
  const cascadeId = (await testBed.fixture.admin.call.user.delete({ id: user.id })).id;
  await held.reached();
  killed.signal("SIGKILL");
  await killed.ended;
  await held.release();
  await testBed.worker();
  await untilCascade(testBed, cascadeId, "done");
  expect(await causesOf(testBed, user.id)).toEqual({});
  expect(await testBed.sql`select from users where id = ${user.id}`).toHaveLength(0);
  expect(await writtenBy(testBed, cascadeId)).toEqual(onceEach(600));
});
