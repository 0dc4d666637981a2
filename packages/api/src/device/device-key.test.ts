import { randomUUID } from "node:crypto";
import { aPublicKey } from "@portcullis/testing/tenant";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

const aLaptop = () => ({ name: "laptop", platform: "linux" as const, publicKey: aPublicKey() });

it("changes, and the device stays the same one: address, name and number", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC", maxDevices: 1 });
  const laptop = aLaptop();
  const before = await member.call.device.register(laptop);
  const publicKey = aPublicKey();
  const after = await member.call.device.rotateKey({ id: before.id, publicKey });
  expect(after).toEqual({ ...before, publicKey, updatedAt: expect.any(String) as string });
  expect(await member.call.device.rotateKey({ id: before.id, publicKey })).toEqual(after);
  expect((await fixture.admin.call.audit.list({ action: ["device.key_rotated"] })).total.count).toBe(1);
  // The old one is free again.
  expect(await fixture.admin.call.device.register(laptop)).toMatchObject({ publicKey: laptop.publicKey });
});

it("is one device's: another's, also another person's, is refused; another tenant's is not", async () => {
  await using fixture = await openFixture();
  const { admin, laptop, phone } = await fixture.aUserWithDevices();
  const { publicKey } = await admin.device.get({ id: phone.id });
  const before = await admin.device.get({ id: laptop.id });
  expect(await refusalOf(admin.device.rotateKey({ id: laptop.id, publicKey }))).toMatchObject({
    code: "CONFLICT",
    reason: "device_key_taken",
    field: "publicKey",
  });
  expect(await admin.device.get({ id: laptop.id })).toEqual(before);
  const other = await fixture.aTenant();
  const theirs = await other.admin.call.device.register(aLaptop());
  expect(await other.admin.call.device.rotateKey({ id: theirs.id, publicKey })).toMatchObject({ publicKey });
  for (const bad of ["", "x".repeat(44), `${"A".repeat(43)}=`]) {
    expect(await refusalOf(admin.device.rotateKey({ id: laptop.id, publicKey: bad }))).toMatchObject({
      field: "publicKey",
    });
  }
});

it("may be another machine's: it waits again where a new device would, unless an administrator changed it", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const { id } = await member.call.device.register(aLaptop());
  await fixture.admin.call.tenant.update({ approveDevices: true });
  const change = (who: typeof member) => who.call.device.rotateKey({ id, publicKey: aPublicKey() });
  expect(await change(fixture.admin)).toMatchObject({ approvedAt: expect.any(String) as string, denials: [] });
  expect(await change(member)).toMatchObject({ approvedAt: null, denials: ["not_approved"] });
  const [event] = (await fixture.admin.call.audit.list({ action: ["device.key_rotated"] })).items;
  expect(event).toMatchObject({ changed: ["publicKey", "approvedAt"], details: null });
  // An administrator's hand is no approval of a device that they may not know to be waiting.
  expect(await change(fixture.admin)).toMatchObject({ approvedAt: null });
  await fixture.admin.call.tenant.update({ approveDevices: false });
  expect(await change(member)).toMatchObject({ approvedAt: null });
});

it("is no way around the off-switch", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const { id } = await member.call.device.register(aLaptop());
  await fixture.admin.call.device.deactivate({ id });
  expect(await refusalOf(member.call.device.rotateKey({ id, publicKey: aPublicKey() }))).toMatchObject({
    code: "FORBIDDEN",
    reason: "device_switched_off",
  });
  const changed = await fixture.admin.call.device.rotateKey({ id, publicKey: aPublicKey() });
  expect(changed).toMatchObject({ cause: "admin", denials: ["deactivated"] });
});

it("is changed by nobody else without the permission, above the ceiling, or from another tenant", async () => {
  await using fixture = await openFixture();
  const { laptop } = await fixture.aUserWithDevices();
  const publicKey = aPublicKey();
  const visitor = await fixture.aPerson({ permissions: ["device:read"] });
  const other = await fixture.aTenant();
  for (const { call } of [visitor, other.owner]) {
    expect(await refusalOf(call.device.rotateKey({ id: laptop.id, publicKey }))).toEqual(
      await refusalOf(call.device.rotateKey({ id: randomUUID(), publicKey })),
    );
  }
  const device = await fixture.aDevice(fixture.owner.id);
  const support = await fixture.aPerson({ role: "SUPPORT" });
  expect(await refusalOf(support.call.device.rotateKey({ id: device.id, publicKey }))).toMatchObject({
    reason: "owner_protected",
  });
});
