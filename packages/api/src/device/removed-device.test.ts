import { aPublicKey } from "@portcullis/testing/tenant";
import { expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";

const network = "100.64.0.9/32";

async function aSwitchedOff(fixture: Fixture) {
  const user = await fixture.aUser();
  const publicKey = aPublicKey();
  const { id } = await fixture.aDevice(user.id, { publicKey, network });
  const { cascade } = await fixture.admin.call.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  return { user, id, publicKey, cascadeId: cascade?.id ?? "" };
}

const identities = async (fixture: Fixture, targetId: string) =>
  (await fixture.owner.call.audit.list({ targetId })).items.map(({ action, identity }) => [
    action,
    identity.publicKey,
    identity.addresses,
  ]);

it("keeps its key and addresses on the receipt and in the audit log", async () => {
  await using fixture = await openFixture();
  const { user, id, publicKey, cascadeId } = await aSwitchedOff(fixture);
  await fixture.admin.call.user.reactivate({ id: user.id });
  await fixture.drainCascades();
  await fixture.admin.call.device.rename({ id, name: "renamed" });
  await fixture.admin.call.device.remove({ id });
  expect((await fixture.admin.call.cascade.devices({ id: cascadeId })).items).toMatchObject([
    { deviceId: id, name: null, publicKey, addresses: [network] },
  ]);
  expect(await identities(fixture, id)).toEqual([
    ["device.removed", publicKey, [network]],
    ["device.renamed", publicKey, [network]],
    ["device.reactivated", publicKey, [network]],
    ["device.deactivated", publicKey, [network]],
  ]);
});

it("keeps them where it went with its user, without anything personal", async () => {
  await using fixture = await openFixture();
  const { user, id, publicKey, cascadeId } = await aSwitchedOff(fixture);
  await fixture.admin.call.user.delete({ id: user.id });
  await fixture.drainCascades();
  expect((await fixture.admin.call.cascade.devices({ id: cascadeId })).items).toMatchObject([
    { deviceId: id, name: null, publicKey, addresses: [network] },
  ]);
  // Switched off once with its user, and once for good.
  const switchedOff = ["device.deactivated", publicKey, [network]];
  expect(await identities(fixture, id)).toEqual([switchedOff, switchedOff]);
});

it("is named on the receipt as it was, though it has another key today", async () => {
  await using fixture = await openFixture();
  const { user, id, publicKey, cascadeId } = await aSwitchedOff(fixture);
  await fixture.admin.call.user.reactivate({ id: user.id });
  await fixture.drainCascades();
  await fixture.admin.call.device.rotateKey({ id, publicKey: aPublicKey() });
  expect((await fixture.admin.call.cascade.devices({ id: cascadeId })).items).toMatchObject([{ publicKey }]);
});
