import { randomUUID } from "node:crypto";
import { connectionsInHistory } from "@portcullis/domain/device/connection";
import { connectionsKeptDays, onlineWithinSeconds } from "@portcullis/domain/device/presence";
import { aPublicKey } from "@portcullis/testing/tenant";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aReport, heard, letTimePass } from "../testing/report.ts";
import type { TestTenant } from "../testing/tenant.ts";

/** A device with a key, and the agent of a gateway that can tell of it. */
async function gatewayWithDevice(fixture: Fixture) {
  const user = await fixture.aPerson({ role: "BASIC" });
  const key = aPublicKey();
  const { id } = await fixture.aDevice(user.id, { publicKey: key });
  const agent = await fixture.aGateway();
  const report = (more: Parameters<typeof heard>[1] = {}, by = agent) =>
    by.call.agent.report(aReport({ peers: [heard(key, more)] }));
  const history = async (span: "24h" | "7d" = "7d") =>
    (await fixture.owner.call.device.history({ id, span })).connections;
  return { user, id, key, agent, report, history };
}

const countOf = (tenant: TestTenant) =>
  tenant.inScope(async (tx) => {
    const [row] = await tx.execute<{ count: number }>(sql`select count(*)::int as count from device_connections`);
    return row?.count;
  });

it("goes on while handshakes follow each other, and becomes one line of history after a silence", async () => {
  await using fixture = await openFixture();
  const { id, agent, report, history } = await gatewayWithDevice(fixture);
  await report({ received: 100, sent: 10 });
  await letTimePass(fixture, 2);
  await report({ received: 300, sent: 30, endpoint: "192.0.2.9:40001" });
  await letTimePass(fixture, 2);
  await report({ received: 350, sent: 35 });
  expect(await countOf(fixture)).toBe(0);
  const { connection } = await fixture.owner.call.device.get({ id });
  expect(connection).toEqual({
    gateway: { id: agent.id, name: agent.name },
    endpoint: "192.0.2.9:40000",
    since: expect.any(String),
    lastHandshake: expect.any(String),
    received: 350,
    sent: 35,
  });
  await letTimePass(fixture, 60);
  await report({ received: 400, sent: 40 });
  await report({ received: 400, sent: 40 });
  expect(await countOf(fixture)).toBe(1);
  expect((await fixture.owner.call.device.get({ id })).connection).toMatchObject({ received: 50, sent: 5 });
  const [now, before, ...more] = await history();
  expect(more).toEqual([]);
  expect(now).toMatchObject({ until: null, received: 50, sent: 5, gateway: { id: agent.id, name: agent.name } });
  expect(before).toMatchObject({ received: 350, sent: 35, endpoint: "192.0.2.9:40000" });
  const lasted = Date.parse(before?.until ?? "") - Date.parse(before?.since ?? "");
  expect(lasted / 1000).toBeCloseTo(4 * 60 + onlineWithinSeconds, -1);
});

it("keeps the traffic of each connection right when the interface counts anew in between", async () => {
  await using fixture = await openFixture();
  const { report, history } = await gatewayWithDevice(fixture);
  await report({ received: 1_000, sent: 100 });
  await letTimePass(fixture, 10);
  await report({ received: 20, sent: 2 });
  await report({ received: 30, sent: 3 });
  await report({ received: 5, sent: 1 });
  expect(await history()).toMatchObject([
    { until: null, received: 35, sent: 4 },
    { until: expect.any(String), received: 1_000, sent: 100 },
  ]);
});

it("ends by silence alone: what an interface still knows of a device that left says nothing new", async () => {
  await using fixture = await openFixture();
  const { id, report, history } = await gatewayWithDevice(fixture);
  await report();
  await letTimePass(fixture, 10);
  await report({ handshakeAgo: 601 });
  await report({ handshakeAgo: 599 });
  expect(await countOf(fixture)).toBe(0);
  const [left] = await history();
  expect(Date.parse(left?.until ?? "")).toBeLessThan(Date.now() - 6 * 60_000);
  expect(await fixture.owner.call.device.get({ id })).toMatchObject({ status: "offline", connection: { sent: 0 } });
});

it("keeps the connections through two gateways apart, and shows the newer", async () => {
  await using fixture = await openFixture();
  const { id, agent, report, history } = await gatewayWithDevice(fixture);
  const other = await fixture.aGateway();
  await report({ received: 7, handshakeAgo: 60, endpoint: null });
  expect((await fixture.owner.call.device.get({ id })).connection).toMatchObject({ endpoint: null, received: 7 });
  await report({ received: 9, handshakeAgo: 1 }, other);
  expect((await fixture.owner.call.device.get({ id })).connection).toMatchObject({
    gateway: { id: other.id },
    received: 9,
  });
  expect((await history()).map(({ gateway, received }) => [gateway.id, received])).toEqual([
    [other.id, 9],
    [agent.id, 7],
  ]);
});

it("takes the same report from two requests at once for one", async () => {
  await using fixture = await openFixture();
  const { report } = await gatewayWithDevice(fixture);
  await report({ received: 10 });
  await letTimePass(fixture, 10);
  await Promise.all([report({ received: 20 }), report({ received: 20 }), report({ received: 20 })]);
  expect(await countOf(fixture)).toBe(1);
});

it("is over when its device is switched off, and not the minutes after", async () => {
  await using fixture = await openFixture();
  const { id, report, history } = await gatewayWithDevice(fixture);
  await report();
  await fixture.admin.call.device.deactivate({ id });
  const device = await fixture.owner.call.device.get({ id });
  expect(await history()).toMatchObject([{ until: device.deactivatedAt }]);
});

it("outlives its gateway, whose name is gone", async () => {
  await using fixture = await openFixture();
  const { id, agent, report, history } = await gatewayWithDevice(fixture);
  await report({ received: 5 });
  await letTimePass(fixture, 10);
  await report({ received: 8 });
  await fixture.owner.call.gateway.remove({ id: agent.id });
  expect((await fixture.owner.call.device.get({ id })).connection).toBeNull();
  expect(await history()).toMatchObject([
    { gateway: { id: agent.id, name: null }, received: 3, until: expect.any(String) },
    { gateway: { id: agent.id, name: null }, received: 5, until: expect.any(String) },
  ]);
  expect(await refusalOf(report())).toMatchObject({ reason: "token_refused" });
});

it("is forgotten a week after its end, some with every report, and of its own tenant alone", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const { id, agent } = await gatewayWithDevice(fixture);
  const foreign = await other.aDevice(other.owner.id);
  const week = connectionsKeptDays * 24 * 60;
  const add = (tenant: TestTenant, deviceId: string, count: number, minutes: number) =>
    tenant.inScope((tx) =>
      tx.execute(sql`insert into device_connections (tenant_id, device_id, gateway_id, started_at, ended_at, received, sent)
        select ${tenant.tenantId}, ${deviceId}, ${randomUUID()}, now() - make_interval(mins => ${minutes} + n),
          now() - make_interval(mins => ${minutes} + n), 0, 0 from generate_series(1, ${count}::int) n`),
    );
  await add(fixture, id, 130, week);
  await add(fixture, id, 3, week - 60);
  await add(other, foreign.id, 1, week);
  await agent.call.agent.report(aReport());
  expect(await countOf(fixture)).toBe(33);
  await agent.call.agent.report(aReport());
  expect(await countOf(fixture)).toBe(3);
  expect(await countOf(other)).toBe(1);
});

it("is shown for the span that is asked, the newest of very many", async () => {
  await using fixture = await openFixture();
  const { id, history } = await gatewayWithDevice(fixture);
  await fixture.inScope((tx) =>
    tx.execute(sql`insert into device_connections (tenant_id, device_id, gateway_id, started_at, ended_at, received, sent)
      select ${fixture.tenantId}, ${id}, ${randomUUID()}, now() - make_interval(hours => n), now() - make_interval(hours => n, mins => -30), n, 0
      from generate_series(1, ${connectionsInHistory + 5}::int) n`),
  );
  expect((await history("24h")).map(({ received }) => received)).toEqual(Array.from({ length: 24 }, (_, n) => n + 1));
  const week = await fixture.owner.call.device.history({ id, span: "7d" });
  expect(week.hasMore).toBe(true);
  expect(week.connections).toHaveLength(connectionsInHistory);
  expect(Date.parse(week.to) - Date.parse(week.from)).toBe(7 * 24 * 3_600_000);
});

it("is for its owner and who may see devices", async () => {
  await using fixture = await openFixture();
  const { user, id, report } = await gatewayWithDevice(fixture);
  await report();
  const span = "24h";
  expect((await user.call.device.history({ id, span })).connections).toHaveLength(1);
  const visitor = await fixture.aPerson({ role: "BASIC" });
  const refusal = await refusalOf(visitor.call.device.history({ id, span }));
  expect(refusal).toMatchObject({ code: "NOT_FOUND" });
  expect(refusal).toEqual(await refusalOf(visitor.call.device.history({ id: randomUUID(), span })));
});

it("stays readable whatever an interface has counted, and takes no handshake from before every clock", async () => {
  await using fixture = await openFixture();
  const { id, report } = await gatewayWithDevice(fixture);
  const most = Number.MAX_SAFE_INTEGER;
  for (const received of [most, 0, most]) await report({ received, sent: received, handshakeAgo: 2 ** 31 - 1 });
  const { connection } = await fixture.owner.call.device.get({ id });
  expect(connection).toMatchObject({ received: most, sent: most });
  expect(await refusalOf(report({ handshakeAgo: 2 ** 31 }))).toMatchObject({
    code: "BAD_REQUEST",
    field: "peers.0.handshakeAgo",
  });
  expect(fixture.logged).toEqual([]);
});
