import { expect, it } from "vitest";
import { holdDevice } from "./testing/hold-device.ts";
import { causesOf, onceEach, switchedSoFar, untilCascade, writtenBy } from "./testing/record.ts";
import { testYard } from "./testing/yard.ts";

it.each(["another", "a restarted"])(
  "kill -9 in the middle of 1,200 devices: %s worker finishes, each once",
  async (who) => {
    await using yard = await testYard();
    const { call } = yard.world.admin;
    const user = await yard.aUserWith(1200);
    const killed = await yard.worker();
    if (who === "another") await yard.worker();
    await using held = await holdDevice(yard, user.deviceIds[600] ?? "");
    const cascadeId = (await call.user.deactivate({ id: user.id })).cascade?.id ?? "";
    await held.reached();
    expect(await switchedSoFar(yard, cascadeId)).toBe(500);

    killed.signal("SIGKILL");
    expect(await killed.ended).toBe("SIGKILL");
    await held.release();
    if (who === "a restarted") await yard.worker();
    await untilCascade(yard, cascadeId, "done");
    expect(await causesOf(yard, user.id)).toEqual({ user_deactivated: 1200 });
    expect(await writtenBy(yard, cascadeId)).toEqual(onceEach(1200));
  },
);

it("kill -9 in the middle of a deletion: another worker removes every device and the person", async () => {
  await using yard = await testYard();
  const user = await yard.aUserWith(600);
  const killed = await yard.worker();
  await using held = await holdDevice(yard, user.deviceIds[300] ?? "");
  const cascadeId = (await yard.world.admin.call.user.delete({ id: user.id })).id;
  await held.reached();
  killed.signal("SIGKILL");
  await killed.ended;
  await held.release();
  await yard.worker();
  await untilCascade(yard, cascadeId, "done");
  expect(await causesOf(yard, user.id)).toEqual({});
  expect(await yard.sql`select from users where id = ${user.id}`).toHaveLength(0);
  expect(await writtenBy(yard, cascadeId)).toEqual(onceEach(600));
});
