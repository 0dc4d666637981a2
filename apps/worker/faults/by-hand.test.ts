import { expect, it } from "vitest";
import { causesOf, onceEach, untilCascade, writtenBy } from "./testing/record.ts";
import { testYard } from "./testing/yard.ts";

it("a device that an administrator switches off while the cascade has it off already stays off on reactivation", async () => {
  await using yard = await testYard();
  const { call } = yard.world.admin;
  const { id, deviceIds } = await yard.aUserWith(7);
  const [byHand = ""] = deviceIds;
  await yard.worker();
  const off = (await call.user.deactivate({ id })).cascade?.id ?? "";
  await untilCascade(yard, off, "done");
  expect(await causesOf(yard, id)).toEqual({ user_deactivated: 7 });

  await call.device.deactivate({ id: byHand });
  const on = (await call.user.reactivate({ id })).cascade?.id ?? "";
  await untilCascade(yard, on, "done");
  expect(await causesOf(yard, id)).toEqual({ on: 6, admin: 1 });
  expect(await call.device.get({ id: byHand })).toMatchObject({ active: false, cause: "admin" });
  expect(await writtenBy(yard, on)).toEqual(onceEach(6));
});
