import { expect, it } from "vitest";
import { startBarrier } from "../testing/at-once.ts";
import { openStream } from "../testing/peer-stream.ts";
import { aPublicKey } from "../testing/rows.ts";
import { testWorld } from "../testing/world.ts";

it("asks no gateway whose agent never came for the peers, and from its first time on asks it", async () => {
  await using world = await testWorld();
  const agent = await world.aGateway({ isNew: true });
  const [first, second] = [await world.aUser(), await world.aUser()];
  for (const { id } of [first, second]) await world.aDevice(id, { network: `100.64.0.${id === first.id ? 8 : 9}/32` });
  const passedOver = await world.admin.call.user.deactivate({ id: first.id });
  await world.drainCascades();
  const { id = "" } = passedOver.cascade ?? {};
  expect(await world.admin.call.cascade.get({ id })).toMatchObject({ state: "done", gateways: [] });
  expect((await openStream(agent)).full.toConfirm).toEqual([]);
  const asked = await world.admin.call.user.deactivate({ id: second.id });
  await world.drainCascades();
  expect(await world.admin.call.cascade.get({ id: asked.cascade?.id ?? "" })).toMatchObject({
    state: "unconfirmed",
    gateways: [{ id: agent.id }],
  });
});

it("gives a first agent that meets a change no peer that the change takes away", async () => {
  await using world = await testWorld();
  const agent = await world.aGateway({ isNew: true });
  const user = await world.aUser();
  const stays = { publicKey: aPublicKey(), network: "100.64.0.8/32" };
  await world.aDevice(user.id, { publicKey: aPublicKey(), network: "100.64.0.9/32" });
  await world.aDevice((await world.aUser()).id, stays);
  await using barrier = startBarrier(world.ownerUrl);
  const [changed, opened] = await barrier.atAuditLog<unknown>([
    // It has passed the gateway over, and has yet to commit.
    () => world.admin.call.user.deactivate({ id: user.id }),
    () => openStream(agent),
  ]);
  expect(changed).toMatchObject({ status: "fulfilled" });
  expect(opened).toMatchObject({
    value: { full: { peers: [{ publicKey: stays.publicKey, allowedIps: [stays.network] }], toConfirm: [] } },
  });
});
