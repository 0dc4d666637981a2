import { expect, it } from "vitest";
import { createInternalCaller } from "../internal-router.ts";
import { parkCascade } from "../testing/park-cascade.ts";
import { aReport, letTimePass } from "../testing/report.ts";
import { testWorld, type World } from "../testing/world.ts";

const countsOf = (world: World) => createInternalCaller({ db: world.db, principal: { kind: "worker" } }).watch.counts();

it("counts what is on its way and what was given up, of all tenants, with the age of the oldest", async () => {
  await using world = await testWorld();
  expect((await countsOf(world)).cascades).toEqual({
    running: 0,
    postponed: 0,
    parked: 0,
    oldestRunningSeconds: 0,
    oldestParkedSeconds: 0,
  });
  for (const tenant of [world, await world.aTenant()]) {
    const { admin, user } = await tenant.aUserWithDevices();
    const { cascade } = await admin.user.deactivate({ id: user.id });
    if (tenant !== world && cascade) await parkCascade(tenant, cascade.id);
  }
  const { cascades } = await countsOf(world);
  expect(cascades).toMatchObject({ running: 1, postponed: 0, parked: 1 });
  expect(cascades.oldestParkedSeconds).toBeGreaterThan(0);
  expect(cascades.oldestRunningSeconds).toBeGreaterThan(cascades.oldestParkedSeconds);
  await world.drainCascades();
  expect((await countsOf(world)).cascades).toMatchObject({ running: 0, oldestRunningSeconds: 0, parked: 1 });
});

it("counts gateways by how they are heard, and how long the quietest was not", async () => {
  await using world = await testWorld();
  const [first, second] = [await world.aGateway(), await world.aGateway(), await world.aGateway()];
  await first.call.agent.report(aReport());
  await letTimePass(world, 10);
  await second.call.agent.report(aReport());
  const { gateways } = await countsOf(world);
  expect(gateways).toMatchObject({ new: 1, reporting: 1, silent: 1 });
  expect(gateways.longestSilenceSeconds).toBeGreaterThanOrEqual(600);
  expect(gateways.longestSilenceSeconds).toBeLessThan(660);
});

it("counts the words that gateways owe, and none that nobody waits for any more", async () => {
  await using world = await testWorld();
  const gateway = await world.aGateway();
  await world.aGateway();
  const { admin, user, laptop } = await world.aUserWithDevices();
  const deactivated = await admin.user.deactivate({ id: user.id });
  const owed = await countsOf(world);
  expect(owed.confirmations.open).toBe(2);
  expect(owed.confirmations.oldestSeconds).toBeGreaterThan(0);
  await gateway.call.agent.report(aReport({ confirmed: [deactivated.cascade?.id ?? ""] }));
  expect((await countsOf(world)).confirmations.open).toBe(1);
  await world.drainCascades();
  await admin.user.reactivate({ id: user.id });
  expect((await countsOf(world)).confirmations).toEqual({ open: 0, oldestSeconds: 0 });
  await world.drainCascades();
  await admin.device.deactivate({ id: laptop.id });
  expect((await countsOf(world)).confirmations.open).toBe(2);
});

it("tells for how long an entry of the trail, of any tenant, has not been sealed", async () => {
  await using world = await testWorld();
  await world.sealTrails();
  expect((await countsOf(world)).trail).toEqual({ oldestUnsealedSeconds: 0 });
  const { admin, user } = await (await world.aTenant()).aUserWithDevices();
  await admin.user.deactivate({ id: user.id });
  const { trail } = await countsOf(world);
  expect(trail.oldestUnsealedSeconds).toBeGreaterThan(0);
  await world.sealTrails();
  expect((await countsOf(world)).trail).toEqual({ oldestUnsealedSeconds: 0 });
});
