import { aPublicKey } from "@portcullis/testing/tenant";
import { expect, it } from "vitest";
import { startBarrier } from "../testing/at-once.ts";
import { openFixture } from "../testing/fixture.ts";
import { openStream } from "../testing/peer-stream.ts";

it("asks no gateway whose agent never came for the peers, and from its first time on asks it", async () => {
  await using fixture = await openFixture();
  const agent = await fixture.aGateway({ isNew: true });
  const [first, second] = [await fixture.aUser(), await fixture.aUser()];
  for (const { id } of [first, second])
    await fixture.aDevice(id, { network: `100.64.0.${id === first.id ? 8 : 9}/32` });
  const passedOver = await fixture.admin.call.user.deactivate({ id: first.id });
  await fixture.drainCascades();
  const { id = "" } = passedOver.cascade ?? {};
  expect(await fixture.admin.call.cascade.get({ id })).toMatchObject({ state: "done", gateways: [] });
  expect((await openStream(agent)).full.toConfirm).toEqual([]);
  const asked = await fixture.admin.call.user.deactivate({ id: second.id });
  await fixture.drainCascades();
  expect(await fixture.admin.call.cascade.get({ id: asked.cascade?.id ?? "" })).toMatchObject({
    state: "unconfirmed",
    gateways: [{ id: agent.id }],
  });
});

it("gives a first agent that meets a change no peer that the change takes away", async () => {
  await using fixture = await openFixture();
  const agent = await fixture.aGateway({ isNew: true });
  const user = await fixture.aUser();
  const stays = { publicKey: aPublicKey(), network: "100.64.0.8/32" };
  await fixture.aDevice(user.id, { publicKey: aPublicKey(), network: "100.64.0.9/32" });
  await fixture.aDevice((await fixture.aUser()).id, stays);
  await using barrier = startBarrier(fixture.ownerUrl);
  const [changed, opened] = await barrier.atAuditLog<unknown>([
    // It has passed the gateway over, and has yet to commit.
    () => fixture.admin.call.user.deactivate({ id: user.id }),
    () => openStream(agent),
  ]);
  expect(changed).toMatchObject({ status: "fulfilled" });
  expect(opened).toMatchObject({
    value: { full: { peers: [{ publicKey: stays.publicKey, allowedIps: [stays.network] }], toConfirm: [] } },
  });
});
