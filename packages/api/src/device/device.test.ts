import { randomUUID } from "node:crypto";
import { aPublicKey } from "@portcullis/testing/tenant";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

const aLaptop = () => ({ name: "laptop", platform: "linux" as const, publicKey: aPublicKey() });

it("registers one's own device without any permission, with an address of its own", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const first = await member.call.device.register(aLaptop());
  const second = await member.call.device.register({ ...aLaptop(), hardwareId: "C02XY" });
  expect(first).toMatchObject({ active: true, status: "offline", user: { id: member.id } });
  expect(first.allowedIps).toEqual([expect.stringMatching(/^100\.64\.\d+\.\d+\/32$/)]);
  expect(second.allowedIps).not.toEqual(first.allowedIps);
  expect((await member.call.device.list({})).items.map((d) => d.id).toSorted()).toEqual(
    [first.id, second.id].toSorted(),
  );
});

it("registers for somebody else with device:write, and hides everybody else from those who lack it", async () => {
  await using fixture = await openFixture();
  const { user } = await fixture.aUserWithDevices();
  const member = await fixture.aPerson({ role: "BASIC" });
  const device = await fixture.admin.call.device.register({ ...aLaptop(), userId: user.id });
  expect(device.user.id).toBe(user.id);
  for (const userId of [user.id, randomUUID()]) {
    expect(await refusalOf(member.call.device.register({ ...aLaptop(), userId }))).toMatchObject({ code: "NOT_FOUND" });
  }
  expect(await refusalOf(member.call.device.get({ id: device.id }))).toEqual(
    await refusalOf(member.call.device.get({ id: randomUUID() })),
  );
});

it("refuses a key that is taken, also by another person, and one that is no key", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  const laptop = aLaptop();
  await admin.device.register({ ...laptop, userId: user.id });
  expect(await refusalOf(admin.device.register(laptop))).toMatchObject({
    code: "CONFLICT",
    reason: "device_key_taken",
    field: "publicKey",
  });
  for (const publicKey of ["", "x".repeat(44), `${"A".repeat(43)}=`, `${laptop.publicKey}\n`]) {
    expect(await refusalOf(admin.device.register({ ...laptop, publicKey }))).toMatchObject({ field: "publicKey" });
  }
});

it("lets another tenant use the same key", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const laptop = aLaptop();
  await fixture.admin.call.device.register(laptop);
  expect(await other.admin.call.device.register(laptop)).toMatchObject({ publicKey: laptop.publicKey });
});

it("switches a device off and on by hand, and asking twice changes nothing more", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop } = await fixture.aUserWithDevices();
  const off = await admin.device.deactivate({ id: laptop.id });
  expect(off).toMatchObject({ active: false, status: "deactivated", cause: "admin" });
  expect(await admin.device.deactivate({ id: laptop.id })).toEqual(off);
  const on = await admin.device.reactivate({ id: laptop.id });
  expect(on).toMatchObject({ active: true, status: "offline", cause: null, deactivatedAt: null });
  expect(await admin.device.reactivate({ id: laptop.id })).toEqual(on);
  const auditLog = await admin.audit.list({ targetId: laptop.id });
  expect(auditLog.items.map((event) => event.action).toSorted()).toEqual(["device.deactivated", "device.reactivated"]);
  for (const event of auditLog.items) expect(event.subject).toEqual({ id: user.id, name: expect.any(String) });
});

it("does not switch a device on while its user is not active", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop } = await fixture.aUserWithDevices();
  await admin.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  expect(await refusalOf(admin.device.reactivate({ id: laptop.id }))).toMatchObject({
    code: "CONFLICT",
    reason: "user_not_active",
  });
});

it("renames and removes; a removed device is gone, and its key is free", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const laptop = aLaptop();
  const { id } = await member.call.device.register(laptop);
  expect(await member.call.device.rename({ id, name: " Ada's laptop " })).toMatchObject({ name: "Ada's laptop" });
  await member.call.device.rename({ id, name: "Ada's laptop" });
  expect(await member.call.device.remove({ id })).toEqual({ id });
  expect(await refusalOf(member.call.device.remove({ id }))).toMatchObject({ code: "NOT_FOUND" });
  expect(await member.call.device.register(laptop)).toMatchObject({ name: "laptop" });
  const auditLog = await fixture.admin.call.audit.list({ targetId: id });
  expect(auditLog.items.map((event) => event.action).toSorted()).toEqual([
    "device.registered",
    "device.removed",
    "device.renamed",
  ]);
});

it("refuses a name that is empty or hides what it says", async () => {
  await using fixture = await openFixture();
  const { admin, laptop } = await fixture.aUserWithDevices();
  for (const name of ["", "   ", "a\u0000b", "\u202Egnp.exe", "x".repeat(101)]) {
    expect(await refusalOf(admin.device.rename({ id: laptop.id, name }))).toMatchObject({ field: "name" });
  }
});

const changes = ["deactivate", "reactivate", "remove"] as const;

it.each(changes)("does not %s without the permission, above the ceiling, or in another tenant", async (change) => {
  await using fixture = await openFixture();
  const { laptop } = await fixture.aUserWithDevices();
  const device = await fixture.aDevice(fixture.admin.id);
  const auditor = await fixture.aPerson({ role: "AUDITOR" });
  const support = await fixture.aPerson({ role: "SUPPORT" });
  const other = await fixture.aTenant();
  expect((await refusalOf(auditor.call.device[change]({ id: laptop.id }))).httpStatus).toBeOneOf([403, 404]);
  expect(await refusalOf(support.call.device[change]({ id: device.id }))).toMatchObject({
    reason: "privilege_ceiling",
  });
  expect(await refusalOf(other.owner.call.device[change]({ id: laptop.id }))).toEqual(
    await refusalOf(other.owner.call.device[change]({ id: randomUUID() })),
  );
});
