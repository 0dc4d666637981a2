import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";

it("tells of a cascade in one event that counts its devices, and of each device where that is asked for", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop, phone } = await fixture.aUserWithDevices();
  await admin.device.deactivate({ id: phone.id });
  const { cascade } = await admin.user.deactivate({ id: user.id });
  const list = async (filter: Parameters<typeof admin.audit.list>[0]) =>
    (await admin.audit.list({ action: ["user.deactivated", "device.deactivated"], ...filter })).items;
  expect(await list({ withoutSteps: true })).toMatchObject([{ devicesSwitched: 0 }, { cascadeId: null }]);

  await fixture.drainCascades();
  const byHand = { action: "device.deactivated", target: { id: phone.id }, cascadeId: null, devicesSwitched: null };
  const begun = { action: "user.deactivated", cascadeId: cascade?.id, devicesSwitched: 1 };
  const step = { action: "device.deactivated", target: { id: laptop.id }, cascadeId: cascade?.id };
  expect(await list({})).toMatchObject([step, begun, byHand]);
  expect(await list({ withoutSteps: true })).toMatchObject([begun, byHand]);
  expect(await list({ withoutSteps: true, targetId: user.id })).toMatchObject([begun, byHand]);
  expect(await list({ withoutSteps: true, targetId: laptop.id })).toMatchObject([step]);
  const page = await admin.audit.list({ withoutSteps: true, targetId: user.id });
  expect(page.total).toEqual({ count: page.items.length, exact: true });
});
