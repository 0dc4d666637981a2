import { expect, it } from "vitest";
import { aPublicKey } from "../testing/rows.ts";
import { testWorld, type World } from "../testing/world.ts";

const network = "100.64.0.9/32";

async function aSwitchedOff(world: World) {
  const user = await world.aUser();
  const publicKey = aPublicKey();
  const { id } = await world.aDevice(user.id, { publicKey, network });
  const { cascade } = await world.admin.call.user.deactivate({ id: user.id });
  await world.drainCascades();
  return { user, id, publicKey, cascadeId: cascade?.id ?? "" };
}

const identities = async (world: World, targetId: string) =>
  (await world.owner.call.audit.list({ targetId })).items.map(({ action, identity }) => [
    action,
    identity.publicKey,
    identity.addresses,
  ]);

it("keeps its key and addresses on the receipt and in the audit log", async () => {
  await using world = await testWorld();
  const { user, id, publicKey, cascadeId } = await aSwitchedOff(world);
  await world.admin.call.user.reactivate({ id: user.id });
  await world.drainCascades();
  await world.admin.call.device.rename({ id, name: "renamed" });
  await world.admin.call.device.remove({ id });
  expect((await world.admin.call.cascade.devices({ id: cascadeId })).items).toMatchObject([
    { deviceId: id, name: null, publicKey, addresses: [network] },
  ]);
  expect(await identities(world, id)).toEqual([
    ["device.removed", publicKey, [network]],
    ["device.renamed", publicKey, [network]],
    ["device.reactivated", publicKey, [network]],
    ["device.deactivated", publicKey, [network]],
  ]);
});

it("keeps them where it went with its user, without anything personal", async () => {
  await using world = await testWorld();
  const { user, id, publicKey, cascadeId } = await aSwitchedOff(world);
  await world.admin.call.user.delete({ id: user.id });
  await world.drainCascades();
  expect((await world.admin.call.cascade.devices({ id: cascadeId })).items).toMatchObject([
    { deviceId: id, name: null, publicKey, addresses: [network] },
  ]);
  // Switched off once with its user, and once for good.
  const switchedOff = ["device.deactivated", publicKey, [network]];
  expect(await identities(world, id)).toEqual([switchedOff, switchedOff]);
});

it("is named on the receipt as it was, though it has another key today", async () => {
  await using world = await testWorld();
  const { user, id, publicKey, cascadeId } = await aSwitchedOff(world);
  await world.admin.call.user.reactivate({ id: user.id });
  await world.drainCascades();
  await world.admin.call.device.rotateKey({ id, publicKey: aPublicKey() });
  expect((await world.admin.call.cascade.devices({ id: cascadeId })).items).toMatchObject([{ publicKey }]);
});
