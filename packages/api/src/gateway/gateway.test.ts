import { deviceAddresses } from "@portcullis/db/schema/devices";
import { aPublicKey } from "@portcullis/testing/tenant";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

const endpoint = "vpn.example.com:51820";

it("makes a gateway whose token is told once, and lists it by name", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const made = await call.gateway.create({ name: "frankfurt", endpoint });
  await call.gateway.create({ name: "Berlin", endpoint: "[2001:db8::7]:51820" });
  expect(made).toEqual({
    token: expect.stringMatching(/^[\w-]{64}$/),
    gateway: expect.objectContaining({ name: "frankfurt", endpoint, status: "new", publicKey: null, lagMs: null }),
  });
  const list = await call.gateway.list({});
  expect(list.items.map(({ name }) => name)).toEqual(["Berlin", "frankfurt"]);
  expect(JSON.stringify(list)).not.toContain(made.token);
  const first = await call.gateway.list({ limit: 1 });
  expect(first.items).toHaveLength(1);
  const second = await call.gateway.list({ limit: 1, cursor: first.nextCursor ?? "" });
  expect(second.items.map(({ name }) => name)).toEqual(["frankfurt"]);
});

it("gives a name to one gateway, whatever its case, and says so", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  await call.gateway.create({ name: "Berlin", endpoint });
  const { gateway } = await call.gateway.create({ name: "Frankfurt", endpoint });
  const taken = { code: "CONFLICT", reason: "gateway_name_taken", field: "name" };
  expect(await refusalOf(call.gateway.create({ name: "BERLIN", endpoint }))).toMatchObject(taken);
  expect(await refusalOf(call.gateway.update({ id: gateway.id, name: "berlin" }))).toMatchObject(taken);
  expect(await call.gateway.update({ id: gateway.id, name: "FRANKFURT" })).toMatchObject({ name: "FRANKFURT" });
});

it("does not overwrite what somebody else saved", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const { gateway } = await call.gateway.create({ name: "Berlin", endpoint });
  await call.gateway.update({ id: gateway.id, name: "Berlin 2", ifUpdatedAt: gateway.updatedAt });
  const late = call.gateway.update({ id: gateway.id, name: "Berlin 3", ifUpdatedAt: gateway.updatedAt });
  expect(await refusalOf(late)).toMatchObject({ code: "CONFLICT", reason: "stale_write" });
});

it("is not for who may only look", async () => {
  await using fixture = await openFixture();
  const { gateway } = await fixture.admin.call.gateway.create({ name: "Berlin", endpoint });
  const { call } = await fixture.aPerson({ permissions: ["gateway:read"] });
  expect((await call.gateway.list({})).items).toHaveLength(1);
  for (const change of [
    () => call.gateway.create({ name: "x", endpoint }),
    () => call.gateway.update({ id: gateway.id, name: "x" }),
    () => call.gateway.rotate({ id: gateway.id }),
    () => call.gateway.remove({ id: gateway.id }),
  ]) {
    expect(await refusalOf(change())).toMatchObject({ code: "FORBIDDEN", reason: "permission_missing" });
  }
});

it("is gone once removed, with what it had yet to confirm", async () => {
  await using fixture = await openFixture();
  const { id } = await fixture.aGateway();
  await fixture.admin.call.user.deactivate({ id: (await fixture.aUser()).id });
  await fixture.admin.call.gateway.remove({ id });
  expect((await fixture.admin.call.gateway.list({})).items).toEqual([]);
  expect(await refusalOf(fixture.admin.call.gateway.remove({ id }))).toMatchObject({ code: "NOT_FOUND" });
});

it("tells the owner of a device, and who may see devices, what its configuration is made of", async () => {
  await using fixture = await openFixture();
  const agent = await fixture.aGateway();
  await fixture.aGateway();
  const member = await fixture.aPerson({ role: "BASIC" });
  const device = await member.call.device.register({ name: "laptop", platform: "linux", publicKey: aPublicKey() });
  const publicKey = aPublicKey();
  await agent.call.agent.report({ publicKey, version: "1.0.0", peerCount: 0, confirmed: [], peers: [] });
  const connection = {
    addresses: device.addresses,
    network: "100.64.0.0/16",
    routes: ["100.64.0.0/16"],
    gateways: [{ id: agent.id, name: agent.name, endpoint, publicKey }],
  };
  expect(await member.call.device.connection({ id: device.id })).toEqual(connection);
  expect(await fixture.admin.call.device.connection({ id: device.id })).toEqual(connection);
  const visitor = await fixture.aPerson({ role: "BASIC" });
  expect(await refusalOf(visitor.call.device.connection({ id: device.id }))).toMatchObject({ code: "NOT_FOUND" });
});

it("keeps what lies behind a device out of its addresses and routes it to others, IPv6 to who has such an address", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const add = (name: string) => member.call.device.register({ name, platform: "linux", publicKey: aPublicKey() });
  const [laptop, router] = [await add("laptop"), await add("router")];
  const give = (deviceId: string, network: string, routed: boolean) =>
    fixture.inScope((tx) => tx.insert(deviceAddresses).values({ tenantId: tx.tenantId, deviceId, network, routed }));
  await give(laptop.id, "fd00:64::2/128", false);
  await give(router.id, "2001:db8:77::/48", true);
  await give(router.id, "192.168.77.0/24", true);
  await give(router.id, "::/0", true);
  const [own = ""] = router.addresses;
  expect(await member.call.device.connection({ id: router.id })).toMatchObject({
    addresses: [own],
    routes: ["100.64.0.0/16"],
  });
  expect(await member.call.device.connection({ id: laptop.id })).toMatchObject({
    addresses: ["fd00:64::2/128", laptop.addresses[0]],
    routes: ["100.64.0.0/16", "192.168.77.0/24", "2001:db8:77::/48", "fd00:64::/64"],
  });
  const phone = await add("phone");
  expect(await member.call.device.connection({ id: phone.id })).toMatchObject({
    routes: ["100.64.0.0/16", "192.168.77.0/24"],
  });
  const networks = { addresses: [own], routedNetworks: ["2001:db8:77::/48", "192.168.77.0/24", "::/0"] };
  expect(await fixture.admin.call.device.get({ id: router.id })).toMatchObject(networks);
  const { user } = fixture.admin.call;
  // Also in the replies that are read in the transaction of a change, which is over by the time that networks are asked for.
  for (const answer of [user.get, user.deactivate, user.reactivate]) {
    expect((await answer({ id: member.id })).devices).toContainEqual(
      expect.objectContaining({ id: router.id, ...networks }),
    );
  }
});

it("tells it to whoever registered the device for another, though they may see no other", async () => {
  await using fixture = await openFixture();
  const desk = await fixture.aPerson({ permissions: ["device:write"] });
  const { id: userId } = await fixture.aUser();
  const laptop = { name: "laptop", platform: "linux" as const, publicKey: aPublicKey(), userId };
  const { id, allowedIps } = await desk.call.device.register(laptop);
  expect(await desk.call.device.connection({ id })).toMatchObject({ addresses: allowedIps });
  expect(await refusalOf(desk.call.device.get({ id }))).toMatchObject({ code: "NOT_FOUND" });
});
