import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { refusalOf } from "../testing/refusal.ts";
import { aPublicKey } from "../testing/rows.ts";
import { testWorld } from "../testing/world.ts";

const aLaptop = () => ({ name: "laptop", platform: "linux" as const, publicKey: aPublicKey() });

it("changes, and the device stays the same one: address, name and number", async () => {
  await using world = await testWorld();
  const member = await world.aPerson({ role: "BASIC", maxDevices: 1 });
  const laptop = aLaptop();
  const before = await member.call.device.register(laptop);
  const publicKey = aPublicKey();
  const after = await member.call.device.rotateKey({ id: before.id, publicKey });
  expect(after).toEqual({ ...before, publicKey, updatedAt: expect.any(Date) as Date });
  expect(await member.call.device.rotateKey({ id: before.id, publicKey })).toEqual(after);
  expect((await world.admin.call.audit.list({ action: ["device.key_rotated"] })).total.count).toBe(1);
  // The old one is free again.
  expect(await world.admin.call.device.register(laptop)).toMatchObject({ publicKey: laptop.publicKey });
});

it("is one device's: another's, also another person's, is refused; another tenant's is not", async () => {
  await using world = await testWorld();
  const { admin, laptop, phone } = await world.aUserWithDevices();
  const { publicKey } = await admin.device.get({ id: phone.id });
  const before = await admin.device.get({ id: laptop.id });
  expect(await refusalOf(admin.device.rotateKey({ id: laptop.id, publicKey }))).toMatchObject({
    code: "CONFLICT",
    reason: "device_key_taken",
    field: "publicKey",
  });
  expect(await admin.device.get({ id: laptop.id })).toEqual(before);
  const other = await world.aTenant();
  const theirs = await other.admin.call.device.register(aLaptop());
  expect(await other.admin.call.device.rotateKey({ id: theirs.id, publicKey })).toMatchObject({ publicKey });
  for (const bad of ["", "x".repeat(44), `${"A".repeat(43)}=`]) {
    expect(await refusalOf(admin.device.rotateKey({ id: laptop.id, publicKey: bad }))).toMatchObject({
      field: "publicKey",
    });
  }
});

it("may be another machine's: it waits again where a new device would, unless an administrator changed it", async () => {
  await using world = await testWorld();
  const member = await world.aPerson({ role: "BASIC" });
  const { id } = await member.call.device.register(aLaptop());
  await world.admin.call.tenant.update({ approveDevices: true });
  const change = (who: typeof member) => who.call.device.rotateKey({ id, publicKey: aPublicKey() });
  expect(await change(world.admin)).toMatchObject({ approvedAt: expect.any(Date) as Date, denials: [] });
  expect(await change(member)).toMatchObject({ approvedAt: null, denials: ["not_approved"] });
  const [event] = (await world.admin.call.audit.list({ action: ["device.key_rotated"] })).items;
  expect(event).toMatchObject({ changed: ["publicKey", "approvedAt"], details: null });
  // An administrator's hand is no approval of a device that they may not know to be waiting.
  expect(await change(world.admin)).toMatchObject({ approvedAt: null });
  await world.admin.call.tenant.update({ approveDevices: false });
  expect(await change(member)).toMatchObject({ approvedAt: null });
});

it("is no way around the off-switch", async () => {
  await using world = await testWorld();
  const member = await world.aPerson({ role: "BASIC" });
  const { id } = await member.call.device.register(aLaptop());
  await world.admin.call.device.deactivate({ id });
  expect(await refusalOf(member.call.device.rotateKey({ id, publicKey: aPublicKey() }))).toMatchObject({
    code: "FORBIDDEN",
    reason: "device_switched_off",
  });
  const changed = await world.admin.call.device.rotateKey({ id, publicKey: aPublicKey() });
  expect(changed).toMatchObject({ cause: "admin", denials: ["deactivated"] });
});

it("is changed by nobody else without the permission, above the ceiling, or from another tenant", async () => {
  await using world = await testWorld();
  const { laptop } = await world.aUserWithDevices();
  const publicKey = aPublicKey();
  const stranger = await world.aPerson({ permissions: ["device:read"] });
  const other = await world.aTenant();
  for (const { call } of [stranger, other.owner]) {
    expect(await refusalOf(call.device.rotateKey({ id: laptop.id, publicKey }))).toEqual(
      await refusalOf(call.device.rotateKey({ id: randomUUID(), publicKey })),
    );
  }
  const device = await world.aDevice(world.owner.id);
  const support = await world.aPerson({ role: "SUPPORT" });
  expect(await refusalOf(support.call.device.rotateKey({ id: device.id, publicKey }))).toMatchObject({
    reason: "owner_protected",
  });
});
