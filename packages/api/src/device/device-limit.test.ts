import { aPublicKey } from "@portcullis/testing/tenant";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

const aDevice = (name: string) => ({ name, platform: "linux" as const, publicKey: aPublicKey() });

it("lets no registration past the limit, however many arrive at once", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC", maxDevices: 3 });
  const tries = Array.from({ length: 200 }, (_, n) => member.call.device.register(aDevice(`device ${n}`)));
  const settled = await Promise.allSettled(tries);
  const made = settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  expect(made).toHaveLength(3);
  expect(new Set(made.flatMap((device) => device.allowedIps)).size).toBe(3);
  expect(await refusalOf(member.call.device.register(aDevice("one more")))).toMatchObject({
    code: "CONFLICT",
    reason: "device_limit_reached",
  });
});

it("takes the user's own limit, else the largest of the groups', else the tenant's", async () => {
  await using fixture = await openFixture();
  const { call: admin } = fixture.admin;
  const own = await fixture.aUser({ maxDevices: 0 });
  const grouped = await fixture.aUser();
  await fixture.aGroup({ maxDevices: 1, memberIds: [own.id, grouped.id] });
  await fixture.aGroup({ maxDevices: 2, memberIds: [grouped.id] });
  expect(await refusalOf(admin.device.register({ ...aDevice("a"), userId: own.id }))).toMatchObject({
    reason: "device_limit_reached",
  });
  await admin.device.register({ ...aDevice("a"), userId: grouped.id });
  await admin.device.register({ ...aDevice("b"), userId: grouped.id });
  expect(await refusalOf(admin.device.register({ ...aDevice("c"), userId: grouped.id }))).toMatchObject({
    reason: "device_limit_reached",
  });
});

it("lets no device slip through a deactivation that happens at the same time", async () => {
  await using fixture = await openFixture();
  const { call: admin } = fixture.admin;
  for (let round = 0; round < 5; round++) {
    const user = await fixture.aUser({ maxDevices: 100 });
    const register = (n: number) => admin.device.register({ ...aDevice(`device ${n}`), userId: user.id });
    await Promise.allSettled([
      register(1),
      register(2),
      admin.user.deactivate({ id: user.id }),
      register(3),
      register(4),
    ]);
    await fixture.drainCascades();
    const { devices, cascade } = await admin.user.get({ id: user.id });
    expect(devices.filter((device) => device.active)).toEqual([]);
    expect(cascade).toMatchObject({ status: "done", devicesDone: devices.length });
    const access = await fixture.inScope((tx) => tx.execute(sql`select 1 from access where user_id = ${user.id}`));
    expect(access).toHaveLength(0);
  }
});

it("does not register for somebody who is switched off", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aUser({ status: "inactive" });
  expect(await refusalOf(fixture.admin.call.device.register({ ...aDevice("a"), userId: user.id }))).toMatchObject({
    code: "CONFLICT",
    reason: "user_not_active",
  });
});
