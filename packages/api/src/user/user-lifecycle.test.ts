import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

it("restores only the devices that the cascade switched off", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop, phone } = await fixture.aUserWithDevices();
  await admin.device.deactivate({ id: phone.id });

  await admin.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  await admin.user.reactivate({ id: user.id });
  await fixture.drainCascades();

  const { devices } = await admin.user.get({ id: user.id });
  expect(devices.find((d) => d.id === laptop.id)).toMatchObject({ active: true, cause: null });
  expect(devices.find((d) => d.id === phone.id)).toMatchObject({ active: false, cause: "admin" });
});

it("keeps a device off that an administrator switched off while the cascade had it off already", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop, phone } = await fixture.aUserWithDevices();
  await admin.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  await admin.device.deactivate({ id: laptop.id });
  await admin.user.reactivate({ id: user.id });
  await fixture.drainCascades();

  const { devices } = await admin.user.get({ id: user.id });
  expect(devices.find((d) => d.id === laptop.id)).toMatchObject({ active: false, cause: "admin" });
  expect(devices.find((d) => d.id === phone.id)).toMatchObject({ active: true });
});

it("deactivates: the answer carries the running cascade, the drained one every device", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  const answer = await admin.user.deactivate({ id: user.id, reason: "left the company" });
  expect(answer).toMatchObject({ status: "inactive", sessionCount: 0 });
  expect(answer.cascade).toMatchObject({ kind: "deactivate", status: "running", devicesDone: 0, devicesTotal: 2 });

  await fixture.drainCascades();
  const { devices, cascade } = await admin.user.get({ id: user.id });
  expect(devices.map((d) => d.cause)).toEqual(["user_deactivated", "user_deactivated"]);
  expect(cascade).toMatchObject({ status: "done", devicesDone: 2, devicesTotal: 2 });
});

it("leaves no trace when a user is deactivated twice, or reactivated while active", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  const untouched = await admin.user.reactivate({ id: user.id });
  expect(untouched).toMatchObject({ status: "active", cascade: null });
  const once = await admin.user.deactivate({ id: user.id });
  const twice = await admin.user.deactivate({ id: user.id });
  expect(twice.cascade?.id).toBe(once.cascade?.id);
  expect(twice.updatedAt).toEqual(once.updatedAt);
  const auditLog = await admin.audit.list({ targetId: user.id, action: ["user.deactivated", "user.reactivated"] });
  expect(auditLog.items).toHaveLength(1);
});

it("returns a user who never accepted to pending, with the devices' flags restored", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aUser({ status: "pending" });
  const device = await fixture.aDevice(user.id);
  const { call: admin } = fixture.admin;
  await admin.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  const answer = await admin.user.reactivate({ id: user.id });
  await fixture.drainCascades();
  expect(answer.status).toBe("pending");
  expect(await admin.device.get({ id: device.id })).toMatchObject({ active: true, cause: null });
});

it("deletes: gone from every read at once, the e-mail free, the receipt kept, nothing personal left", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop } = await fixture.aUserWithDevices();
  const receipt = await admin.user.delete({ id: user.id });
  expect(receipt).toMatchObject({ kind: "delete", status: "running", devicesTotal: 2 });
  expect(await refusalOf(admin.user.get({ id: user.id }))).toMatchObject({ code: "NOT_FOUND" });
  expect((await admin.user.list({ search: user.email })).items).toEqual([]);
  expect(await refusalOf(admin.device.get({ id: laptop.id }))).toMatchObject({ code: "NOT_FOUND" });
  const recipient = await fixture.aUser({ email: user.email });

  await fixture.drainCascades();
  expect(await admin.cascade.get({ id: receipt.id })).toMatchObject({ status: "done", devicesDone: 2, user: null });
  expect(await refusalOf(admin.device.get({ id: laptop.id }))).toMatchObject({ code: "NOT_FOUND" });
  expect(await admin.user.get({ id: recipient.id })).toMatchObject({ email: user.email, devices: [] });
  const auditLog = await admin.audit.list({ targetId: user.id });
  expect(auditLog.items.length).toBeGreaterThan(0);
  for (const event of auditLog.items) {
    expect(JSON.stringify(event)).not.toContain(user.email);
    expect(event.subject).toEqual({ id: user.id, name: null });
  }
});

it("finds nobody when a user is deleted twice", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  await admin.user.delete({ id: user.id });
  expect(await refusalOf(admin.user.delete({ id: user.id }))).toEqual(
    await refusalOf(admin.user.delete({ id: randomUUID() })),
  );
  expect(await refusalOf(admin.user.reactivate({ id: user.id }))).toMatchObject({ code: "NOT_FOUND" });
});

const changes = ["deactivate", "reactivate", "delete"] as const;

it.each(changes)("does not %s the owner, oneself, or somebody who holds more", async (change) => {
  await using fixture = await openFixture();
  const support = await fixture.aPerson({ permissions: ["user:read", "user:deactivate", "user:delete"] });
  const ask = (call: typeof support.call, id: string) => refusalOf(call.user[change]({ id }));
  expect(await ask(fixture.admin.call, fixture.owner.id)).toMatchObject({
    code: "FORBIDDEN",
    reason: "owner_protected",
  });
  expect(await ask(fixture.owner.call, fixture.owner.id)).toMatchObject({ code: "FORBIDDEN" });
  expect(await ask(support.call, support.id)).toMatchObject({ code: "FORBIDDEN", reason: "self_protected" });
  expect(await ask(support.call, fixture.admin.id)).toMatchObject({ code: "FORBIDDEN", reason: "privilege_ceiling" });
});

it.each(changes)("does not %s without the permission, nor in another tenant", async (change) => {
  await using fixture = await openFixture();
  const { user } = await fixture.aUserWithDevices();
  const auditor = await fixture.aPerson({ role: "AUDITOR" });
  const other = await fixture.aTenant();
  expect(await refusalOf(auditor.call.user[change]({ id: user.id }))).toMatchObject({ reason: "permission_missing" });
  expect(await refusalOf(other.owner.call.user[change]({ id: user.id }))).toEqual(
    await refusalOf(other.owner.call.user[change]({ id: randomUUID() })),
  );
  expect(await fixture.admin.call.user.get({ id: user.id })).toMatchObject({ status: "active", cascade: null });
});

it.each(changes)("tells before it acts what %s would do", async (change) => {
  await using fixture = await openFixture();
  const { admin, user, phone } = await fixture.aUserWithDevices();
  await admin.device.deactivate({ id: phone.id });
  await fixture.signIn(user.id);
  if (change === "reactivate") {
    await admin.user.deactivate({ id: user.id });
    await fixture.drainCascades();
  }
  const impact = await admin.user.impact({ id: user.id, action: change });
  const receipt =
    change === "delete"
      ? await admin.user.delete({ id: user.id })
      : (await admin.user[change]({ id: user.id })).cascade;
  await fixture.drainCascades();
  const done = await admin.cascade.get({ id: receipt?.id ?? "" });
  expect(impact.changes).toBe(true);
  expect(done.devicesDone).toBe(impact.devices);
  expect(done.sessionsEnded).toBe(impact.sessions);
});
