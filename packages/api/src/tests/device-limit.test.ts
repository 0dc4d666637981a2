import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { refusalOf } from "../testing/refusal.ts";
import { aPublicKey } from "../testing/rows.ts";
import { testWorld } from "../testing/world.ts";

const aDevice = (name: string) => ({ name, platform: "linux" as const, publicKey: aPublicKey() });

it("lets no registration past the limit, however many arrive at once", async () => {
  await using world = await testWorld();
  const member = await world.aPerson({ role: "BASIC", maxDevices: 3 });
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
  await using world = await testWorld();
  const { call: admin } = world.admin;
  const own = await world.aUser({ maxDevices: 0 });
  const grouped = await world.aUser();
  await world.aGroup({ maxDevices: 1, memberIds: [own.id, grouped.id] });
  await world.aGroup({ maxDevices: 2, memberIds: [grouped.id] });
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
  await using world = await testWorld();
  const { call: admin } = world.admin;
  for (let round = 0; round < 5; round++) {
    const user = await world.aUser({ maxDevices: 100 });
    const register = (n: number) => admin.device.register({ ...aDevice(`device ${n}`), userId: user.id });
    await Promise.allSettled([
      register(1),
      register(2),
      admin.user.deactivate({ id: user.id }),
      register(3),
      register(4),
    ]);
    await world.drainCascades();
    const { devices, cascade } = await admin.user.get({ id: user.id });
    expect(devices.filter((device) => device.active)).toEqual([]);
    expect(cascade).toMatchObject({ status: "done", devicesDone: devices.length });
    const access = await world.inScope((tx) => tx.execute(sql`select 1 from access where user_id = ${user.id}`));
    expect(access).toHaveLength(0);
  }
});

it("does not register for somebody who is switched off", async () => {
  await using world = await testWorld();
  const user = await world.aUser({ status: "inactive" });
  expect(await refusalOf(world.admin.call.device.register({ ...aDevice("a"), userId: user.id }))).toMatchObject({
    code: "CONFLICT",
    reason: "user_not_active",
  });
});
