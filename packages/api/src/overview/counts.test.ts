import { expect, it } from "vitest";
import { createInternalCaller } from "../internal-router.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { parkCascade } from "../testing/park-cascade.ts";
import { aReport, letTimePass } from "../testing/report.ts";

const countsOf = (fixture: Fixture) =>
  createInternalCaller({ db: fixture.db, principal: { kind: "worker" } }).watch.counts();

it("counts what is on its way and what was given up, of all tenants, with the age of the oldest", async () => {
  await using fixture = await openFixture();
  expect((await countsOf(fixture)).cascades).toEqual({
    running: 0,
    postponed: 0,
    parked: 0,
    oldestRunningSeconds: 0,
    oldestParkedSeconds: 0,
  });
  for (const tenant of [fixture, await fixture.aTenant()]) {
    const { admin, user } = await tenant.aUserWithDevices();
    const { cascade } = await admin.user.deactivate({ id: user.id });
    if (tenant !== fixture && cascade) await parkCascade(tenant, cascade.id);
  }
  const { cascades } = await countsOf(fixture);
  expect(cascades).toMatchObject({ running: 1, postponed: 0, parked: 1 });
  expect(cascades.oldestParkedSeconds).toBeGreaterThan(0);
  expect(cascades.oldestRunningSeconds).toBeGreaterThan(cascades.oldestParkedSeconds);
  await fixture.drainCascades();
  expect((await countsOf(fixture)).cascades).toMatchObject({ running: 0, oldestRunningSeconds: 0, parked: 1 });
});

it("counts gateways by how they are heard, and how long the quietest was not", async () => {
  await using fixture = await openFixture();
  const [first, second] = [await fixture.aGateway(), await fixture.aGateway(), await fixture.aGateway()];
  await first.call.agent.report(aReport());
  await letTimePass(fixture, 10);
  await second.call.agent.report(aReport());
  const { gateways } = await countsOf(fixture);
  expect(gateways).toMatchObject({ new: 1, reporting: 1, silent: 1 });
  expect(gateways.longestSilenceSeconds).toBeGreaterThanOrEqual(600);
  expect(gateways.longestSilenceSeconds).toBeLessThan(660);
});

it("counts the words that gateways owe, and none that nobody waits for any more", async () => {
  await using fixture = await openFixture();
  const gateway = await fixture.aGateway();
  await fixture.aGateway();
  const { admin, user, laptop } = await fixture.aUserWithDevices();
  const deactivated = await admin.user.deactivate({ id: user.id });
  const pending = await countsOf(fixture);
  expect(pending.confirmations.open).toBe(2);
  expect(pending.confirmations.oldestSeconds).toBeGreaterThan(0);
  await gateway.call.agent.report(aReport({ confirmed: [deactivated.cascade?.id ?? ""] }));
  expect((await countsOf(fixture)).confirmations.open).toBe(1);
  await fixture.drainCascades();
  await admin.user.reactivate({ id: user.id });
  expect((await countsOf(fixture)).confirmations).toEqual({ open: 0, oldestSeconds: 0 });
  await fixture.drainCascades();
  await admin.device.deactivate({ id: laptop.id });
  expect((await countsOf(fixture)).confirmations.open).toBe(2);
});

it("tells for how long an entry of the audit log, of any tenant, has not been sealed", async () => {
  await using fixture = await openFixture();
  await fixture.sealAuditLogs();
  expect((await countsOf(fixture)).auditLog).toEqual({ oldestUnsealedSeconds: 0 });
  const { admin, user } = await (await fixture.aTenant()).aUserWithDevices();
  await admin.user.deactivate({ id: user.id });
  const { auditLog } = await countsOf(fixture);
  expect(auditLog.oldestUnsealedSeconds).toBeGreaterThan(0);
  await fixture.sealAuditLogs();
  expect((await countsOf(fixture)).auditLog).toEqual({ oldestUnsealedSeconds: 0 });
});
