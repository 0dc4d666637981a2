import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { enter, givePassword, oldPassword } from "../testing/passwords.ts";
import { refusalOf } from "../testing/refusal.ts";

it("updates the profile and nothing else, and records which fields", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  const before = await admin.user.get({ id: user.id });
  const after = await admin.user.update({
    id: user.id,
    firstName: " Grace ",
    lastName: "Hopper",
    image: "/faces/1.png",
  });
  expect(after).toEqual({
    ...before,
    firstName: "Grace",
    lastName: "Hopper",
    image: "/faces/1.png",
    updatedAt: after.updatedAt,
    devices: after.devices,
  });
  expect(Date.parse(after.updatedAt)).toBeGreaterThan(Date.parse(before.updatedAt));
  const [event] = (await admin.audit.list({ targetId: user.id, action: ["user.updated"] })).items;
  expect(event?.changed.toSorted()).toEqual(["firstName", "image", "lastName"]);
});

it("says whether a password is set, and when the person last signed in", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  expect(await admin.user.get({ id: user.id })).toMatchObject({ hasPassword: false, lastSignIn: null });
  await givePassword(fixture, user.id);
  const { email } = await admin.user.get({ id: user.id });
  await enter({ db: fixture.db, tenant: fixture }, email, oldPassword);
  const signedIn = await admin.user.get({ id: user.id });
  expect(signedIn).toMatchObject({ hasPassword: true, lastSignIn: expect.any(String) });
  // The session goes, the log stays.
  await admin.session.revokeAll({ userId: user.id });
  const { lastSignIn } = await admin.user.get({ id: user.id });
  expect(Date.parse(lastSignIn ?? "")).toBeLessThanOrEqual(Date.parse(signedIn.lastSignIn ?? ""));
});

it("leaves no trace when nothing changes", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  const once = await admin.user.update({ id: user.id, firstName: "Grace" });
  const twice = await admin.user.update({ id: user.id, firstName: "Grace" });
  expect(twice.updatedAt).toEqual(once.updatedAt);
  expect((await admin.audit.list({ targetId: user.id, action: ["user.updated"] })).items).toHaveLength(1);
});

it("does not let two administrators overwrite each other silently", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  const { updatedAt: ifUpdatedAt } = await admin.user.get({ id: user.id });
  const saves = await Promise.allSettled([
    admin.user.update({ id: user.id, firstName: "One", ifUpdatedAt }),
    fixture.owner.call.user.update({ id: user.id, firstName: "Two", ifUpdatedAt }),
  ]);
  expect(saves.map((save) => save.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await refusalOf(admin.user.update({ id: user.id, firstName: "Three", ifUpdatedAt }))).toMatchObject({
    code: "CONFLICT",
    reason: "stale_write",
    field: "ifUpdatedAt",
  });
});

it("refuses fields that are not the profile's", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  for (const field of ["email", "isOwner", "status", "maxDevices"]) {
    const call = admin.user.update({ id: user.id, [field]: "x" });
    expect(await refusalOf(call)).toMatchObject({ code: "BAD_REQUEST", reason: "input_invalid", field });
  }
});

it("refuses broken, dangerous and over-long values, with the field", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  const bad = [
    { firstName: "a\u0000b" },
    { firstName: "\ud800" },
    { lastName: "x".repeat(101) },
    { lastName: "\u202Eevil" },
    { image: "javascript:alert(1)" },
    { image: "//evil.test/x.png" },
    { image: "data:text/html,x" },
  ];
  for (const fields of bad) {
    const [field] = Object.keys(fields);
    expect(await refusalOf(admin.user.update({ id: user.id, ...fields }))).toMatchObject({ httpStatus: 400, field });
  }
});

it("refuses without the permission, above the ceiling, and for an unknown user", async () => {
  await using fixture = await openFixture();
  const { user } = await fixture.aUserWithDevices();
  const auditor = await fixture.aPerson({ role: "AUDITOR" });
  const support = await fixture.aPerson({ role: "SUPPORT" });
  const other = await fixture.aTenant();
  const change = { firstName: "Mallory" };
  expect(await refusalOf(auditor.call.user.update({ id: user.id, ...change }))).toMatchObject({
    reason: "permission_missing",
  });
  expect(await refusalOf(support.call.user.update({ id: fixture.admin.id, ...change }))).toMatchObject({
    reason: "privilege_ceiling",
  });
  expect(await refusalOf(other.owner.call.user.update({ id: user.id, ...change }))).toEqual(
    await refusalOf(other.owner.call.user.update({ id: randomUUID(), ...change })),
  );
});

it("answers a user whole", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop } = await fixture.aUserWithDevices();
  const group = await fixture.aGroup({ maxDevices: 9, memberIds: [user.id] });
  const whole = await admin.user.get({ id: user.id });
  expect(whole).toMatchObject({
    email: user.email,
    status: "active",
    presence: "offline",
    isOwner: false,
    maxDevices: null,
    deviceLimit: { value: 9, origin: { kind: "group", id: group.id } },
    deviceCounts: { total: 2, online: 0, deactivated: 0 },
    cascade: null,
  });
  expect(whole.roles).toMatchObject([{ name: "Member", origins: [{ kind: "direct" }] }]);
  expect(whole.groups).toMatchObject([{ id: group.id }]);
  expect(whole.devices.find((d) => d.id === laptop.id)?.user).toMatchObject({ id: user.id, email: user.email });
});
