import { aPublicKey } from "@portcullis/testing/tenant";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { nextChange, openStream } from "../testing/peer-stream.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aReport, heard } from "../testing/report.ts";

/** A person whose device lost its access, which no gateway has confirmed. */
async function aLeaver(fixture: Fixture) {
  const user = await fixture.aUser();
  const publicKey = aPublicKey();
  const device = await fixture.aDevice(user.id, { publicKey, network: "100.64.0.9/32" });
  const leave = async () => {
    const { cascade } = await fixture.admin.call.user.deactivate({ id: user.id });
    await fixture.drainCascades();
    return cascade?.id ?? "";
  };
  return { user, device, publicKey, leave };
}

const reason = "The host is switched off";

describe("settling by hand", () => {
  it("stands on the change as an administrator's word, and is overridden by the confirmation", async () => {
    await using fixture = await openFixture();
    const agent = await fixture.aGateway();
    const changeId = await (await aLeaver(fixture)).leave();
    const settle = () => fixture.owner.call.gateway.settle({ id: agent.id, changeId, reason });
    expect(await settle()).toEqual({ settled: 1, left: 0 });
    const settled = { at: expect.any(String) as string, by: { id: fixture.owner.id, name: "Ada" }, reason };
    expect(await fixture.admin.call.cascade.get({ id: changeId })).toMatchObject({
      state: "settled",
      elapsedMs: null,
      gatewaysConfirmed: 0,
      gateways: [{ state: "settled", settled }],
    });
    expect(await settle()).toEqual({ settled: 0, left: 0 });
    await agent.call.agent.report(aReport({ confirmed: [changeId] }));
    expect(await fixture.admin.call.cascade.get({ id: changeId })).toMatchObject({ state: "done" });
    expect(await refusalOf(settle())).toMatchObject({ code: "CONFLICT", reason: "already_confirmed" });
  });

  it("takes everything that a gateway owes at once, of a removed one too", async () => {
    await using fixture = await openFixture();
    const agent = await fixture.aGateway();
    const ids = [await (await aLeaver(fixture)).leave()];
    const device = await fixture.aDevice(fixture.owner.id, { network: "100.64.0.10/32" });
    await fixture.owner.call.device.remove({ id: device.id });
    await fixture.owner.call.gateway.remove({ id: agent.id });
    expect((await fixture.admin.call.overview.get()).cascades.unconfirmed).toEqual({ count: 2, exact: true });
    const settle = () => fixture.owner.call.gateway.settle({ id: agent.id, reason });
    expect(await settle()).toEqual({ settled: 2, left: 0 });
    expect(await fixture.admin.call.cascade.get({ id: ids[0] ?? "" })).toMatchObject({ state: "settled" });
    expect((await fixture.admin.call.cascade.unconfirmed({})).items).toEqual([]);
  });

  it("asks for the permission, and for a change that the gateway was asked about", async () => {
    await using fixture = await openFixture();
    const agent = await fixture.aGateway();
    const changeId = await (await aLeaver(fixture)).leave();
    const another = await fixture.aGateway();
    const support = await fixture.aPerson({ role: "SUPPORT" });
    expect(await refusalOf(support.call.gateway.settle({ id: agent.id, changeId, reason }))).toMatchObject({
      code: "FORBIDDEN",
      reason: "permission_missing",
    });
    const wrong = fixture.owner.call.gateway.settle({ id: another.id, changeId, reason });
    expect(await refusalOf(wrong)).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a closed gateway", () => {
  it("has no peers, confirms that, and lets them in again once it is open", async () => {
    await using fixture = await openFixture();
    const { publicKey } = await aLeaver(fixture);
    const agent = await fixture.aGateway();
    const { stream } = await openStream(agent);
    expect(await fixture.owner.call.gateway.close({ id: agent.id })).toMatchObject({
      closedAt: expect.any(String) as string,
      unconfirmed: 1,
    });
    const change = await nextChange(stream);
    expect(change).toMatchObject({ set: [], remove: [publicKey], toConfirm: [expect.any(String)] });
    expect(await fixture.admin.call.cascade.unconfirmed({})).toMatchObject({
      items: [{ kind: "everybody", gateways: [{ id: agent.id, state: "waiting" }] }],
    });
    await agent.call.agent.report(aReport({ confirmed: [...change.toConfirm] }));
    expect((await fixture.owner.call.gateway.list({})).items).toMatchObject([{ unconfirmed: 0 }]);
    await fixture.owner.call.gateway.open({ id: agent.id });
    expect(await nextChange(stream)).toMatchObject({ set: [{ publicKey }], remove: [], toConfirm: [] });
  });

  it("owes nothing of its closing once it is open", async () => {
    await using fixture = await openFixture();
    const { id } = await fixture.aGateway();
    await fixture.owner.call.gateway.close({ id });
    await fixture.owner.call.gateway.close({ id });
    expect(await fixture.owner.call.gateway.open({ id })).toMatchObject({ closedAt: null, unconfirmed: 0 });
  });
});

it("names who may still be connected at a silent gateway, since when and as last heard", async () => {
  await using fixture = await openFixture();
  const { user, device, publicKey, leave } = await aLeaver(fixture);
  const agent = await fixture.aGateway();
  await agent.call.agent.report(aReport({ peers: [heard(publicKey)] }));
  expect((await fixture.admin.call.gateway.connections({ id: agent.id })).items).toEqual([]);
  await leave();
  const { items, total } = await fixture.admin.call.gateway.connections({ id: agent.id });
  expect(total).toEqual({ count: 1, exact: true });
  expect(items).toEqual([
    {
      deviceId: device.id,
      name: device.name,
      publicKey,
      user: { id: user.id, name: "Ada", email: user.email },
      since: expect.any(String) as string,
      lastHandshake: expect.any(String) as string,
      endpoint: "192.0.2.9:40000",
    },
  ]);
});

it("prints what went through after the change, where a late confirmation tells it", async () => {
  await using fixture = await openFixture();
  const { publicKey, leave } = await aLeaver(fixture);
  const agent = await fixture.aGateway();
  await agent.call.agent.report(aReport({ peers: [heard(publicKey, { received: 1000, sent: 500 })] }));
  const changeId = await leave();
  await fixture.inScope((tx) =>
    tx.execute(sql`update gateway_confirmations set asked_at = asked_at - interval '1 hour'`),
  );
  const removed = [heard(publicKey, { received: 4000, sent: 1600, handshakeAgo: 60 })];
  await agent.call.agent.report(aReport({ confirmed: [changeId], removed }));
  const { gateways } = await fixture.admin.call.cascade.get({ id: changeId });
  expect(gateways).toMatchObject([{ state: "confirmed", exposure: { received: 3000, sent: 1100 } }]);
  const [gateway] = gateways;
  expect(Date.parse(gateway?.exposure?.lastHandshake ?? "")).toBeGreaterThan(Date.parse(gateway?.waitingSince ?? ""));
});

describe("what a gateway does without the console", () => {
  it("is the tenant's setting, or its own, and of a silent one what its agent last said", async () => {
    await using fixture = await openFixture();
    const policy = { unreachable: "fail_closed", graceSeconds: 60 } as const;
    const { gateway } = await fixture.owner.call.gateway.create({
      name: "Own",
      endpoint: "vpn.example.com:51820",
      policy,
    });
    expect(gateway).toMatchObject({ policy, appliedPolicy: null });
    const agent = await fixture.aGateway();
    expect((await openStream(agent)).full.failClosedAfter).toBeNull();
    const { stream } = await openStream(agent);
    await fixture.owner.call.gateway.update({ id: agent.id, policy });
    for (;;) {
      const { value } = await stream.next();
      if (value?.kind === "still") continue;
      expect(value).toMatchObject({ kind: "full", failClosedAfter: 60 });
      break;
    }
    await agent.call.agent.report(aReport({ failClosedAfter: null }));
    const changeId = await (await aLeaver(fixture)).leave();
    await fixture.owner.call.gateway.remove({ id: gateway.id });
    await fixture.inScope((tx) => tx.execute(sql`update gateways set last_report = now() - interval '1 hour'`));
    const { gateways } = await fixture.admin.call.cascade.get({ id: changeId });
    // The setting was changed, and never reached it.
    expect(gateways.find(({ id }) => id === agent.id)).toMatchObject({ state: "keeps_everybody" });
  });
});

it("is asked to confirm rules that take access away from everybody", async () => {
  await using fixture = await openFixture();
  const agent = await fixture.aGateway();
  await fixture.owner.call.tenant.updatePosture({
    enforcement: "required",
    rules: [{ platform: "linux", checks: ["diskEncryption"], minimumVersion: null }],
  });
  const { full } = await openStream(agent);
  expect(full.toConfirm).toHaveLength(1);
  await agent.call.agent.report(aReport({ confirmed: [...full.toConfirm] }));
  expect((await openStream(agent)).full.toConfirm).toEqual([]);
});
