import { newId } from "@portcullis/db/ids";
import { deviceConnections, gateways } from "@portcullis/db/schema/gateways";
import type { ConnectionSpan } from "@portcullis/domain/device/connection";
import { connectionsKeptDays } from "@portcullis/domain/device/presence";
import { gatewaySilentAfterSeconds } from "@portcullis/domain/gateway";
import { attentionItemsMax, columnCount } from "@portcullis/domain/overview";
import { toTimestamp } from "@portcullis/domain/timestamp";
import { aPublicKey } from "@portcullis/testing/tenant";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { parkCascade } from "../testing/park-cascade.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aReport, heard } from "../testing/report.ts";

const none = { total: { count: 0, exact: true }, items: [] };
const exactly = (count: number) => ({ count, exact: true });

/** A device that a gateway has just heard. */
async function anOnline(fixture: Fixture, userId: string) {
  const key = aPublicKey();
  const device = await fixture.aDevice(userId, { publicKey: key });
  const agent = await fixture.aGateway();
  await agent.call.agent.report(aReport({ peers: [heard(key)] }));
  return { ...device, agent, key };
}

it("counts what the lists count with the same filters", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  await other.aDevice(other.owner.id);
  const user = await fixture.aUser();
  await fixture.aUser({ status: "pending" });
  const left = await fixture.aUser();
  const gone = await fixture.aUser();
  for (const { id } of [left, gone]) await fixture.aDevice(id);
  await anOnline(fixture, user.id);
  await fixture.aDevice(user.id, { cause: "admin" });
  const waiting = await fixture.aDevice(user.id);
  await fixture.inScope(async (tx) => {
    await tx.execute(sql`update devices set approved_at = null where id = ${waiting.id}`);
    await tx.execute(
      sql`insert into posture_rules (tenant_id, platform, checks) values (${fixture.tenantId}, 'linux', '{"firewall": true}')`,
    );
  });
  const { call } = fixture.owner;
  await call.user.deactivate({ id: left.id });
  await call.user.delete({ id: gone.id });
  const seen = await call.overview.get();
  const users = (status: "active" | "pending" | "inactive") => call.user.count({ status: [status] });
  expect(seen.users).toEqual({
    active: await users("active"),
    pending: await users("pending"),
    inactive: await users("inactive"),
  });
  expect(seen.devices).toEqual({
    total: await call.device.count({}),
    online: await call.device.count({ status: ["online"] }),
    deactivated: await call.device.count({ status: ["deactivated"] }),
    nonCompliant: await call.device.count({ compliance: ["non_compliant"] }),
    postureUnknown: await call.device.count({ compliance: ["unknown"] }),
    awaitingApproval: await call.device.count({ awaitingApproval: true }),
  });
  expect(seen.devices).toMatchObject({ total: exactly(4), online: exactly(1), awaitingApproval: exactly(1) });
  expect(seen.cascades).toEqual({
    running: (await call.cascade.list({ status: ["running"] })).total,
    failed: exactly(0),
    unconfirmed: (await call.cascade.unconfirmed({})).total,
  });
});

it("shows nothing of what the reader may not see, and nothing at all without user:read", async () => {
  await using fixture = await openFixture();
  const reader = await fixture.aPerson({ permissions: ["user:read"] });
  expect(await reader.call.overview.get()).toMatchObject({
    devices: null,
    attention: {
      silentGateways: null,
      expiringInvitations: null,
      recoveredOwner: none,
      overLimit: none,
      failedCascades: none,
    },
  });
  const refused = { reason: "permission_missing" };
  expect(await refusalOf(reader.call.overview.connections({ span: "24h" }))).toMatchObject(refused);
  const member = await fixture.aPerson({ role: "BASIC" });
  expect(await refusalOf(member.call.overview.get())).toMatchObject(refused);
});

it("names what needs attention", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.owner;
  const stuck = await fixture.aUser({ firstName: "Grace", lastName: "Hopper" });
  const { cascade } = await call.user.deactivate({ id: stuck.id });
  await parkCascade(fixture, cascade?.id ?? "");
  const [silent, talking] = [await fixture.aGateway(), await fixture.aGateway()];
  await fixture.aGateway();
  for (const agent of [silent, talking]) await agent.call.agent.report(aReport());
  await fixture.inScope((tx) =>
    tx
      .update(gateways)
      .set({ lastReport: sql`now() - make_interval(secs => ${gatewaySilentAfterSeconds})` })
      .where(sql`id = ${silent.id}`),
  );
  const invite = async (email: string, left: string) => {
    await call.user.invite({ people: [{ email }] });
    await fixture.inScope((tx) =>
      tx.execute(
        sql`update invitations i set expires_at = now() + ${left}::interval from users u where u.id = i.user_id and u.email = ${email}`,
      ),
    );
  };
  await invite("soon@people.test", "3 hours");
  await invite("later@people.test", "3 days");
  await invite("expired@people.test", "-1 hour");
  const full = await fixture.aUser({ maxDevices: 1 });
  const inGroup = await fixture.aUser();
  await fixture.aGroup({ maxDevices: 1, memberIds: [inGroup.id] });
  await fixture.aGroup({ maxDevices: 2, memberIds: [inGroup.id] });
  const within = await fixture.aUser({ maxDevices: 3 });
  for (const { id } of [full, inGroup, within]) for (let n = 0; n < 3; n++) await fixture.aDevice(id);
  const { attention } = await call.overview.get();
  expect(attention.failedCascades).toMatchObject({
    total: exactly(1),
    items: [{ id: cascade?.id, kind: "deactivate", user: { id: stuck.id, name: "Grace Hopper" } }],
  });
  expect(attention.silentGateways).toMatchObject({ total: exactly(1), items: [{ id: silent.id, name: silent.name }] });
  expect(attention.expiringInvitations).toMatchObject({
    total: exactly(1),
    items: [{ user: { name: "soon@people.test" } }],
  });
  expect(attention.overLimit).toMatchObject({
    total: exactly(2),
    items: [
      { user: { id: full.id }, devices: 3, limit: 1 },
      { user: { id: inGroup.id }, devices: 3, limit: 2 },
    ],
  });
});

it("keeps its lists short and says how long they are", async () => {
  await using fixture = await openFixture();
  for (let n = 0; n < attentionItemsMax + 2; n++) {
    const { id } = await fixture.aUser({ maxDevices: 0 });
    await fixture.aDevice(id);
  }
  const { overLimit } = (await fixture.owner.call.overview.get()).attention;
  expect(overLimit.items).toHaveLength(attentionItemsMax);
  expect(overLimit.total).toEqual(exactly(attentionItemsMax + 2));
});

const hourMs = 3_600_000;

it("plots how many devices were connected in each hour and each quarter of a day, each device once", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const { id: userId } = await fixture.aUser();
  const thisHour = Math.floor(Date.now() / hourMs) * hourMs;
  const spell = (deviceId: string, hoursAgo: number, hours: number) =>
    fixture.inScope((tx) => {
      const startedAt = toTimestamp(thisHour - hoursAgo * hourMs);
      const endedAt = toTimestamp(thisHour + (hours - hoursAgo) * hourMs);
      return tx
        .insert(deviceConnections)
        .values({ tenantId: fixture.tenantId, deviceId, gatewayId: newId(), startedAt, endedAt, received: 0, sent: 0 });
    });
  const [one, two] = [await fixture.aDevice(userId), await fixture.aDevice(userId)];
  // Three hours, one of them together with the other device, which comes twice in one hour; and one from before the plot.
  await spell(one.id, 4.9, 2.2);
  await spell(two.id, 3.9, 0.1);
  await spell(two.id, 3.7, 0.5);
  await spell(two.id, 30.5, 0.4);
  await spell(one.id, connectionsKeptDays * 24 + 12, 1);
  await anOnline(fixture, userId);
  const plot = async (span: ConnectionSpan) => {
    const { columns, exact } = await fixture.owner.call.overview.connections({ span });
    expect(exact).toBe(true);
    expect(columns).toHaveLength(columnCount(span));
    const at = (hoursAgo: number) =>
      columns.findLast(({ from }) => Date.parse(from) <= thisHour - hoursAgo * hourMs)?.devices;
    return { columns, at };
  };
  const day = await plot("24h");
  expect([6, 5, 4, 3, 2].map(day.at)).toEqual([0, 1, 2, 1, 0]);
  expect(day.columns.filter(({ devices }) => devices > 0).length).toBeLessThanOrEqual(5);
  expect(day.columns.at(-1)?.devices).toBe(1);
  const week = await plot("7d");
  expect([week.at(31), week.at(60)]).toEqual([1, 0]);
  expect(week.at(4)).toBeGreaterThanOrEqual(2);
  const theirs = await other.owner.call.overview.connections({ span: "24h" });
  expect(theirs.columns.every(({ devices }) => devices === 0)).toBe(true);
});

it("measures the time to cut-off by the last gateway's word, once all have given it", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.owner;
  const agents = [await fixture.aGateway(), await fixture.aGateway()];
  expect((await call.overview.get()).cutOff).toEqual({ overall: null, days: [], unconfirmed: exactly(0) });
  const change = async (command: "deactivate" | "delete", tookMs: number[]) => {
    const { id: userId } = await fixture.aUser();
    await call.user[command]({ id: userId });
    const [cascade] = await fixture.inScope((tx) =>
      tx.execute<{ id: string }>(sql`select id from cascades where user_id = ${userId}`),
    );
    for (const [n, ms] of tookMs.entries()) {
      await fixture.inScope((tx) =>
        tx.execute(sql`update gateway_confirmations w set confirmed_at = c.requested_at + make_interval(secs => ${ms / 1000})
          from cascades c where c.id = w.change_id and w.change_id = ${cascade?.id ?? ""} and w.gateway_id = ${agents[n]?.id ?? ""}`),
      );
    }
  };
  await change("deactivate", [40, 100]);
  await change("delete", [300, 200]);
  // One gateway has not confirmed.
  await change("deactivate", [10]);
  // While its devices are still being switched, it is running.
  expect((await call.overview.get()).cutOff.unconfirmed).toEqual(exactly(0));
  await fixture.drainCascades();
  const { cutOff } = await call.overview.get();
  expect(cutOff.overall).toEqual({ p50Ms: 200, p95Ms: 290, count: 2 });
  expect(cutOff.days).toEqual([{ day: expect.any(String), p50Ms: 200, p95Ms: 290, count: 2 }]);
  expect(cutOff.unconfirmed).toEqual(exactly(1));
});

it("counts beside the time to cut-off what gateways have not confirmed of the same days, of this tenant alone", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  for (const tenant of [fixture, other]) await tenant.aGateway();
  const deactivate = async (tenant: Pick<typeof other, "owner" | "aUser">) => {
    const { id } = await tenant.aUser();
    const { cascade } = await tenant.owner.call.user.deactivate({ id });
    return { id, changeId: cascade?.id ?? "" };
  };
  const [old, settled, reactivated, open] = [
    await deactivate(fixture),
    await deactivate(fixture),
    await deactivate(fixture),
    await deactivate(fixture),
  ];
  await fixture.drainCascades();
  const unconfirmed = async () => (await fixture.owner.call.overview.get()).cutOff.unconfirmed;
  expect(await unconfirmed()).toEqual(exactly(4));
  await fixture.owner.call.user.reactivate({ id: reactivated.id });
  await fixture.inScope((tx) =>
    tx.execute(sql`update cascades set requested_at = requested_at - interval '31 days' where id = ${old.changeId}`),
  );
  const [gateway] = (await fixture.owner.call.gateway.list({})).items;
  await fixture.owner.call.gateway.settle({ id: gateway?.id ?? "", changeId: settled.changeId, reason: "Unplugged." });
  expect(await unconfirmed()).toEqual(exactly(1));
  expect((await fixture.owner.call.cascade.unconfirmed({})).items.map(({ changeId }) => changeId)).toContain(
    open.changeId,
  );
  expect((await other.owner.call.overview.get()).cutOff.unconfirmed).toEqual(exactly(0));
});

it("counts the cut-offs that no gateway has confirmed, and names them as their list does", async () => {
  await using fixture = await openFixture();
  const agent = await fixture.aGateway();
  const user = await fixture.aUser();
  const device = await fixture.aDevice(user.id, { network: "100.64.0.9/32" });
  await fixture.admin.call.device.deactivate({ id: device.id });
  const { cascade } = await fixture.admin.call.user.deactivate({ id: (await fixture.aUser()).id });
  await fixture.drainCascades();
  const { cascades, attention } = await fixture.owner.call.overview.get();
  const listed = await fixture.owner.call.cascade.unconfirmed({});
  expect(cascades.unconfirmed).toEqual(exactly(2));
  expect(attention.unconfirmed).toEqual({ total: listed.total, items: listed.items });
  expect(listed.items).toMatchObject([
    { kind: "user", cascadeId: cascade?.id },
    { kind: "device", cascadeId: null, device: { id: device.id } },
  ]);
  const other = await fixture.aTenant();
  expect((await other.owner.call.overview.get()).cascades.unconfirmed).toEqual(exactly(0));
  await agent.call.agent.report(aReport({ confirmed: listed.items.map(({ changeId }) => changeId) }));
  expect((await fixture.owner.call.overview.get()).cascades.unconfirmed).toEqual(exactly(0));
});

it("names a tenant without a gateway, in which nobody can connect", async () => {
  await using fixture = await openFixture();
  const noGateway = async () => (await fixture.owner.call.overview.get()).attention.noGateway;
  expect(await noGateway()).toBe(true);
  await fixture.aGateway();
  expect(await noGateway()).toBe(false);
});
