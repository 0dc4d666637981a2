import { randomUUID } from "node:crypto";
import { gatewayConfirmations } from "@portcullis/db/schema/gateways";
import { aPublicKey } from "@portcullis/testing/tenant";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { agentOf } from "../testing/agent.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { nextChange, openStream } from "../testing/peer-stream.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aReport, heard } from "../testing/report.ts";
import type { TestTenant } from "../testing/tenant.ts";

/** A user with a device that has a key and an address. */
async function aConnected(fixture: Fixture, network: string) {
  const user = await fixture.aPerson();
  const publicKey = aPublicKey();
  const device = await fixture.aDevice(user.id, { publicKey, network });
  return { user, device, peer: { publicKey, allowedIps: [network] } };
}

const confirmationsOf = (tenant: TestTenant) =>
  tenant.inScope((tx) =>
    tx
      .select({ cascadeId: gatewayConfirmations.changeId, confirmedAt: gatewayConfirmations.confirmedAt })
      .from(gatewayConfirmations),
  );

it("begins with everybody who has access, at the range's first address, and nobody of another tenant", async () => {
  await using fixture = await openFixture();
  const { peer } = await aConnected(fixture, "100.64.0.9/32");
  const off = await aConnected(fixture, "100.64.0.10/32");
  await fixture.admin.call.user.deactivate({ id: off.user.id });
  const other = await fixture.aTenant();
  await other.aDevice(other.owner.id, { network: "100.64.0.9/32" });
  const { full } = await openStream(await fixture.aGateway());
  expect(full).toEqual({ kind: "full", address: "100.64.0.1/16", peers: [peer], toConfirm: [], failClosedAfter: null });
});

it("tells everything anew when the tenant bears the console's silence no more", async () => {
  await using fixture = await openFixture();
  const { stream } = await openStream(await fixture.aGateway());
  await fixture.admin.call.tenant.update({ gatewayUnreachable: "fail_closed", gatewayGrace: 60 });
  for (;;) {
    const { value } = await stream.next();
    if (value?.kind === "still") continue;
    expect(value).toMatchObject({ kind: "full", failClosedAfter: 60 });
    return;
  }
});

it("hears of a device when it is approved, of its next key, and keeps it while it goes to another person", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const [user, recipient] = [await fixture.aUser(), await fixture.aUser()];
  const network = "100.64.0.9/32";
  const { id } = await fixture.aDevice(user.id, { network, approvedAt: null });
  const { publicKey } = await call.device.get({ id });
  const { stream, full } = await openStream(await fixture.aGateway());
  expect(full.peers).toEqual([]);
  const change = (set: string[], remove: string[]) => ({
    kind: "change",
    set: set.map((key) => ({ publicKey: key, allowedIps: [network] })),
    remove,
  });
  await call.device.approve({ id });
  expect(await nextChange(stream)).toMatchObject(change([publicKey], []));
  const nextKey = aPublicKey();
  await call.device.rotateKey({ id, publicKey: nextKey });
  expect(await nextChange(stream)).toMatchObject(change([nextKey], [publicKey]));
  await call.device.handOver({ id, userId: recipient.id });
  expect(await nextChange(stream)).toMatchObject(change([nextKey], []));
  await call.device.deactivate({ id });
  expect(await nextChange(stream)).toMatchObject(change([], [nextKey]));
});

it("takes a deactivated user's peers away before any device was walked, and has it confirmed", async () => {
  await using fixture = await openFixture();
  const { user, peer } = await aConnected(fixture, "100.64.0.9/32");
  const agent = await fixture.aGateway();
  const { stream } = await openStream(agent);
  const { cascade } = await fixture.admin.call.user.deactivate({ id: user.id });
  const cascadeId = cascade?.id ?? "";
  expect(await nextChange(stream)).toEqual({
    kind: "change",
    set: [],
    remove: [peer.publicKey],
    toConfirm: [cascadeId],
  });
  expect(await confirmationsOf(fixture)).toEqual([{ cascadeId, confirmedAt: null }]);
  await agent.call.agent.report(aReport({ confirmed: [cascadeId] }));
  expect(await confirmationsOf(fixture)).toEqual([{ cascadeId, confirmedAt: expect.any(String) }]);
  expect(await fixture.admin.call.cascade.get({ id: cascadeId })).toMatchObject({
    gateways: [{ id: agent.id, name: agent.name, confirmedAt: expect.any(String) }],
  });
  const [shown] = (await fixture.owner.call.gateway.list({})).items;
  expect(shown).toMatchObject({ status: "reporting", lagMs: expect.any(Number), version: "1.0.0", peers: 0 });
  expect((await openStream(agent)).full.toConfirm).toEqual([]);
});

it("brings them back as the cascade restores them, and no more than that", async () => {
  await using fixture = await openFixture();
  const { user, peer, device } = await aConnected(fixture, "100.64.0.9/32");
  const spare = await fixture.aDevice(user.id, { network: "100.64.0.10/32" });
  await fixture.admin.call.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  await fixture.admin.call.device.deactivate({ id: spare.id });
  const { stream, full } = await openStream(await fixture.aGateway());
  expect(full.peers).toEqual([]);
  await fixture.admin.call.user.reactivate({ id: user.id });
  await fixture.drainCascades();
  expect(await nextChange(stream)).toEqual({ kind: "change", set: [peer], remove: [], toConfirm: [] });
  await fixture.admin.call.device.deactivate({ id: device.id });
  expect(await nextChange(stream)).toMatchObject({ set: [], remove: [peer.publicKey] });
});

it("hears of a registered device, of a removed one, and of a deleted user", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aPerson();
  const agent = await fixture.aGateway();
  const { stream } = await openStream(agent);
  const publicKey = aPublicKey();
  const device = await user.call.device.register({ name: "laptop", platform: "linux", publicKey });
  expect(await nextChange(stream)).toMatchObject({ set: [{ publicKey, allowedIps: device.allowedIps }], remove: [] });
  await user.call.device.remove({ id: device.id });
  expect(await nextChange(stream)).toMatchObject({ set: [], remove: [publicKey] });
  const leaving = await aConnected(fixture, "100.64.0.9/32");
  const { stream: another } = await openStream(agent);
  const { id } = await fixture.admin.call.user.delete({ id: leaving.user.id });
  expect(await nextChange(another)).toMatchObject({ set: [], remove: [leaving.peer.publicKey], toConfirm: [id] });
});

it("asks for no confirmation of a deactivation that was taken back", async () => {
  await using fixture = await openFixture();
  const { user, peer } = await aConnected(fixture, "100.64.0.9/32");
  const agent = await fixture.aGateway();
  await fixture.admin.call.user.deactivate({ id: user.id });
  await fixture.admin.call.user.reactivate({ id: user.id });
  await fixture.drainCascades();
  const { full } = await openStream(agent);
  expect(full).toMatchObject({ peers: [peer], toConfirm: [] });
});

it("confirms what its own gateway owes, once, and nothing of another gateway or tenant", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  await other.aGateway();
  const theirs = (await other.admin.call.user.deactivate({ id: (await other.aUser()).id })).cascade?.id ?? "";
  const [agent] = [await fixture.aGateway(), await fixture.aGateway()];
  const ours = (await fixture.admin.call.user.deactivate({ id: (await fixture.aUser()).id })).cascade?.id ?? "";
  const report = aReport({ confirmed: [ours, theirs, randomUUID()] });
  await agent.call.agent.report(report);
  const before = await confirmationsOf(fixture);
  expect(before.filter((row) => row.confirmedAt === null)).toHaveLength(1);
  expect(before).toHaveLength(2);
  await agent.call.agent.report(report);
  expect(await confirmationsOf(fixture)).toEqual(before);
  expect(await confirmationsOf(other)).toEqual([{ cascadeId: theirs, confirmedAt: null }]);
});

it("opens nothing for people, and people's sessions open none of this", async () => {
  await using fixture = await openFixture();
  const agent = await fixture.aGateway();
  expect(await refusalOf(agent.call.user.list({}))).toMatchObject({ code: "UNAUTHORIZED", reason: "session_ended" });
  const refused = { code: "UNAUTHORIZED", reason: "token_refused", httpStatus: 401 };
  expect(await refusalOf(fixture.owner.call.agent.report(aReport()))).toMatchObject(refused);
  expect(await refusalOf(fixture.owner.call.agent.peers())).toMatchObject(refused);
});

it.each(["rotate", "remove"] as const)("shuts the old token out at once on %s, and ends its stream", async (way) => {
  await using fixture = await openFixture();
  const agent = await fixture.aGateway();
  const { stream } = await openStream(agent);
  const answer = await fixture.owner.call.gateway[way]({ id: agent.id });
  const refused = { code: "UNAUTHORIZED", reason: "token_refused" };
  expect(await refusalOf(agent.call.agent.report(aReport()))).toMatchObject(refused);
  expect(await refusalOf(nextChange(stream))).toMatchObject(refused);
  if (!("token" in answer)) return;
  await agentOf(fixture, fixture.owner, answer.token).call.agent.report(aReport());
});

it("makes presence of handshakes: of device and user, adding traffic up over the restart of an interface", async () => {
  await using fixture = await openFixture();
  const { user, device, peer } = await aConnected(fixture, "100.64.0.9/32");
  const other = await fixture.aTenant();
  const foreignKey = aPublicKey();
  const foreign = await other.aDevice(other.owner.id, { publicKey: foreignKey });
  const agent = await fixture.aGateway();
  const report = (...peers: ReturnType<typeof heard>[]) => agent.call.agent.report(aReport({ peers }));
  const counted = (received: number, sent: number) => heard(peer.publicKey, { received, sent });
  await report(counted(100, 10), heard(foreignKey), heard(aPublicKey()));
  await report(counted(150, 20));
  await report(counted(30, 5));
  await report({ ...counted(0, 0), handshakeAgo: null });
  const rows = await fixture.inScope((tx) =>
    tx.execute(sql`select device_id, endpoint, received::int, sent::int from device_presence`),
  );
  expect(rows).toEqual([{ device_id: device.id, endpoint: "192.0.2.9:40000", received: 180, sent: 25 }]);
  const seen = await fixture.owner.call.user.get({ id: user.id });
  expect(seen).toMatchObject({ presence: "online", devices: [{ id: device.id, status: "online" }] });
  expect(seen.lastConnection).toEqual(seen.devices[0]?.lastConnection);
  expect((await other.owner.call.device.get({ id: foreign.id })).lastConnection).toBeNull();
});

it("waits for nobody: what is being changed is told with the next report", async () => {
  await using fixture = await openFixture();
  const { user, device, peer } = await aConnected(fixture, "100.64.0.9/32");
  const agent = await fixture.aGateway();
  const peers = [heard(peer.publicKey)];
  await fixture.inScope(async (tx) => {
    await tx.execute(sql`select from users where id = ${user.id} for update`);
    await tx.execute(sql`select from devices where id = ${device.id} for update`);
    await agent.call.agent.report(aReport({ peers }));
  });
  expect((await fixture.owner.call.device.get({ id: device.id })).lastConnection).toBeNull();
  await agent.call.agent.report(aReport({ peers }));
  expect((await fixture.owner.call.device.get({ id: device.id })).lastConnection).toEqual(expect.any(String));
});

it("passes over a presence that is being deleted, and a peer that a report names twice counts once", async () => {
  await using fixture = await openFixture();
  const { device, peer } = await aConnected(fixture, "100.64.0.9/32");
  const agent = await fixture.aGateway();
  const counted = (received: number) => heard(peer.publicKey, { received, sent: 0 });
  const report = (...peers: ReturnType<typeof heard>[]) => agent.call.agent.report(aReport({ peers }));
  const received = async () => {
    const rows = await fixture.inScope((tx) =>
      tx.execute(sql`select received::int from device_presence where device_id = ${device.id}`),
    );
    return rows.map((row) => row["received"]);
  };
  await report(counted(100), counted(110));
  expect(await received()).toEqual([110]);
  await fixture.inScope(async (tx) => {
    await tx.execute(sql`select from device_presence where device_id = ${device.id} for update`);
    await report(counted(150));
  });
  expect(await received()).toEqual([110]);
  await report(counted(160), counted(170));
  expect(await received()).toEqual([170]);
});
