import { expect, it } from "vitest";
import { causesOf, onceEach, untilCascade, writtenBy } from "./testing/record.ts";
import { openWorkerTestBed } from "./testing/test-bed.ts";

it("a device that an administrator switches off while the cascade has it off already stays off on reactivation", async () => {
  await using testBed = await openWorkerTestBed();
  const { call } = testBed.fixture.admin;
  const { id, deviceIds } = await testBed.aUserWith(7);
  const [byHand = ""] = deviceIds;
  await testBed.worker();
  const off = (await call.user.deactivate({ id })).cascade?.id ?? "";
  await untilCascade(testBed, off, "done");
  expect(await causesOf(testBed, id)).toEqual({ user_deactivated: 7 });

  await call.device.deactivate({ id: byHand });
  const on = (await call.user.reactivate({ id })).cascade?.id ?? "";
  await untilCascade(testBed, on, "done");
  expect(await causesOf(testBed, id)).toEqual({ on: 6, admin: 1 });
  expect(await call.device.get({ id: byHand })).toMatchObject({ active: false, cause: "admin" });
  expect(await writtenBy(testBed, on)).toEqual(onceEach(6));
});
