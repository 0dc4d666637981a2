import type { PeersEvent } from "@portcullis/domain/gateway";
import { aPublicKey } from "@portcullis/testing/tenant";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import type { TestAgent } from "../testing/agent.ts";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

const report = (confirmed: readonly string[]) => ({
  publicKey: aPublicKey(),
  version: "1",
  peerCount: 0,
  confirmed: [...confirmed],
  peers: [],
});

/** What an agent that subscribes now is asked to confirm. */
async function pendingAcksOf(agent: TestAgent): Promise<readonly string[]> {
  const stream = (await agent.callWith(AbortSignal.timeout(20_000)).agent.peers()) as AsyncGenerator<PeersEvent>;
  const { value } = await stream.next();
  await stream.return(undefined);
  if (value?.kind !== "full") throw new Error("A stream begins with everything.");
  return value.toConfirm;
}

it("of a device switched off by hand names who confirmed it, and who has yet to", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aPerson();
  const device = await fixture.aDevice(user.id, { network: "100.64.0.9/32" });
  const near = await fixture.aGateway();
  const far = await fixture.aGateway();
  expect(await fixture.admin.call.device.cutOff({ id: device.id })).toBeNull();
  await fixture.admin.call.device.deactivate({ id: device.id });
  await near.call.agent.report(report(await pendingAcksOf(near)));
  const expected = [
    { id: near.id, name: near.name, confirmedAt: expect.any(String) as string, state: "confirmed" },
    { id: far.id, name: far.name, confirmedAt: null, state: "waiting" },
  ];
  const shown = await fixture.admin.call.device.cutOff({ id: device.id });
  expect(shown).toMatchObject({
    cascadeId: null,
    at: expect.any(String) as string,
    state: "unconfirmed",
    elapsedMs: null,
  });
  expect(shown?.gateways.toSorted((a, b) => a.id.localeCompare(b.id))).toMatchObject(
    expected.toSorted((a, b) => a.id.localeCompare(b.id)),
  );
  expect(await pendingAcksOf(near)).toEqual([]);
  expect(
    (await fixture.owner.call.gateway.list({})).items.find(({ id }) => id === near.id)?.lagMs,
  ).toBeGreaterThanOrEqual(0);
});

it("of one that the cascade switched off is the cascade's", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aPerson();
  const device = await fixture.aDevice(user.id, { network: "100.64.0.9/32" });
  const agent = await fixture.aGateway();
  const { cascade } = await fixture.admin.call.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  await agent.call.agent.report(report(await pendingAcksOf(agent)));
  expect(await fixture.admin.call.device.cutOff({ id: device.id })).toMatchObject({
    cascadeId: cascade?.id,
    gateways: [{ id: agent.id, confirmedAt: expect.any(String) as string }],
  });
});

it("asks for no word about a device that had no access, or has it back", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aPerson();
  const device = await fixture.aDevice(user.id, { network: "100.64.0.9/32" });
  const agent = await fixture.aGateway();
  await fixture.admin.call.device.deactivate({ id: device.id });
  expect(await pendingAcksOf(agent)).toHaveLength(1);
  await fixture.admin.call.device.reactivate({ id: device.id });
  expect(await pendingAcksOf(agent)).toEqual([]);
  await fixture.admin.call.user.deactivate({ id: user.id });
  await agent.call.agent.report(report(await pendingAcksOf(agent)));
  await fixture.admin.call.device.deactivate({ id: device.id });
  expect(await pendingAcksOf(agent)).toEqual([]);
});

it("outlives the device that was removed, until the key is enrolled again", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aPerson();
  const publicKey = aPublicKey();
  const device = await fixture.aDevice(user.id, { network: "100.64.0.9/32", publicKey });
  const agent = await fixture.aGateway();
  await fixture.admin.call.device.remove({ id: device.id });
  expect(await pendingAcksOf(agent)).toHaveLength(1);
  await user.call.device.register({ name: "again", platform: "linux", publicKey });
  expect(await pendingAcksOf(agent)).toEqual([]);
});

it("is one's own, or for whoever may see devices", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aPerson();
  const other = await fixture.aPerson();
  const device = await fixture.aDevice(user.id);
  expect(await user.call.device.cutOff({ id: device.id })).toBeNull();
  expect(await refusalOf(other.call.device.cutOff({ id: device.id }))).toMatchObject({ code: "NOT_FOUND" });
});

it("is asked of the former key too, and of what a hand-over cuts off", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aPerson();
  const recipient = await fixture.aUser({ status: "pending" });
  const device = await fixture.aDevice(user.id, { network: "100.64.0.9/32" });
  const agent = await fixture.aGateway();
  await user.call.device.rotateKey({ id: device.id, publicKey: aPublicKey() });
  expect(await pendingAcksOf(agent)).toHaveLength(1);
  await fixture.admin.call.device.rename({ id: device.id, name: "renamed" });
  expect(await pendingAcksOf(agent)).toHaveLength(1);
  await fixture.admin.call.device.handOver({ id: device.id, userId: recipient.id });
  expect(await pendingAcksOf(agent)).toHaveLength(2);
});

it("is not confirmed of a removed device and of a former key while the gateway is silent, whatever its policy", async () => {
  await using fixture = await openFixture();
  const agent = await fixture.aGateway();
  const user = await fixture.aPerson();
  const keys = [aPublicKey(), aPublicKey()] as const;
  const [removed, changed] = [
    await fixture.aDevice(user.id, { network: "100.64.0.9/32", publicKey: keys[0] }),
    await fixture.aDevice(user.id, { network: "100.64.0.10/32", publicKey: keys[1] }),
  ];
  await fixture.admin.call.device.remove({ id: removed.id });
  await user.call.device.rotateKey({ id: changed.id, publicKey: aPublicKey() });
  const shown = async () => (await fixture.admin.call.cascade.unconfirmed({})).items;
  for (const [policy, state] of [
    ["keep", "keeps_everybody"],
    ["fail_closed", "should_have_closed"],
  ] as const) {
    await fixture.owner.call.tenant.update({ gatewayUnreachable: policy, gatewayGrace: 60 });
    await fixture.inScope((tx) => tx.execute(sql`update gateways set last_report = now() - interval '1 hour'`));
    expect(await shown()).toMatchObject([
      { kind: "device", device: { id: changed.id, publicKey: keys[1] }, gateways: [{ id: agent.id, state }] },
      { kind: "device", device: { id: removed.id, publicKey: keys[0] }, gateways: [{ id: agent.id, state }] },
    ]);
    expect(await user.call.device.cutOff({ id: changed.id })).toMatchObject({ state: "unconfirmed", elapsedMs: null });
  }
  await agent.call.agent.report(report(await pendingAcksOf(agent)));
  expect(await shown()).toEqual([]);
});
