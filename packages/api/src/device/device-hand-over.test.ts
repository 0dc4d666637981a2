import { randomUUID } from "node:crypto";
import { deviceTokens } from "@portcullis/db/schema/devices";
import { aPublicKey } from "@portcullis/testing/tenant";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

it("gives the device to another person as it is, and tells both audit logs", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop } = await fixture.aUserWithDevices();
  const recipient = await fixture.aPerson({ role: "BASIC" });
  const before = await admin.device.get({ id: laptop.id });
  const after = await admin.device.handOver({ id: laptop.id, userId: recipient.id });
  expect(after).toMatchObject({ user: { id: recipient.id }, publicKey: before.publicKey, cause: null, denials: [] });
  expect(await recipient.call.device.get({ id: laptop.id })).toEqual(after);
  expect((await admin.user.get({ id: user.id })).deviceCounts.total).toBe(1);
  expect(await admin.device.handOver({ id: laptop.id, userId: recipient.id })).toEqual(after);
  const { items, total } = await admin.audit.list({ targetId: recipient.id });
  expect(total.count).toBe(1);
  expect(items[0]).toMatchObject({
    action: "device.handed_over",
    subject: { id: recipient.id },
    changed: ["userId"],
    details: { before: { userId: user.id }, after: { userId: recipient.id } },
  });
});

it("takes the former holder's access to it away: it is no longer theirs to see or to change", async () => {
  await using fixture = await openFixture();
  const former = await fixture.aPerson({ role: "BASIC" });
  const { id } = await fixture.aDevice(former.id);
  await fixture.owner.call.device.handOver({ id, userId: fixture.admin.id });
  const attempts = [
    () => former.call.device.get({ id }),
    () => former.call.device.rotateKey({ id, publicKey: aPublicKey() }),
    () => former.call.device.remove({ id }),
  ];
  for (const attempt of attempts) expect(await refusalOf(attempt())).toMatchObject({ code: "NOT_FOUND" });
});

it("never switches anything on: what is off stays off, by an administrator's hand", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop, phone } = await fixture.aUserWithDevices();
  const recipient = await fixture.aUser();
  await admin.device.deactivate({ id: laptop.id });
  const { deactivatedAt } = await admin.device.get({ id: laptop.id });
  await admin.user.deactivate({ id: user.id });
  // The cascade has come to neither yet.
  expect(await admin.device.handOver({ id: phone.id, userId: recipient.id })).toMatchObject({
    cause: "admin",
    denials: ["deactivated"],
  });
  await fixture.drainCascades();
  expect(await admin.device.handOver({ id: laptop.id, userId: recipient.id })).toMatchObject({
    cause: "admin",
    deactivatedAt,
  });
  await admin.user.reactivate({ id: user.id });
  await fixture.drainCascades();
  const { devices } = await admin.user.get({ id: recipient.id });
  expect(devices.map(({ cause }) => cause)).toEqual(["admin", "admin"]);
});

it("keeps off what the cascade had switched off, also once its former holder is back", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop } = await fixture.aUserWithDevices();
  const recipient = await fixture.aUser();
  await admin.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  await admin.user.reactivate({ id: user.id });
  // Its user is active again, and the cascade has not come to it yet.
  await admin.device.handOver({ id: laptop.id, userId: recipient.id });
  await fixture.drainCascades();
  expect(await admin.device.get({ id: laptop.id })).toMatchObject({ cause: "admin", user: { id: recipient.id } });
  const [event] = (await admin.audit.list({ action: ["device.handed_over"] })).items;
  expect(event?.changed).toEqual(["userId", "cause"]);
});

it("leaves a device that waits waiting", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  const { id } = await fixture.aDevice(user.id, { approvedAt: null });
  const recipient = await fixture.aUser();
  expect(await admin.device.handOver({ id, userId: recipient.id })).toMatchObject({ denials: ["not_approved"] });
});

it("ends the token that reported its posture", async () => {
  await using fixture = await openFixture();
  const { admin, laptop, phone } = await fixture.aUserWithDevices();
  const recipient = await fixture.aUser();
  await fixture.inScope((tx) =>
    tx
      .insert(deviceTokens)
      .values([laptop, phone].map(({ id }) => ({ tenantId: tx.tenantId, deviceId: id, tokenHash: Buffer.from(id) }))),
  );
  await admin.device.handOver({ id: laptop.id, userId: recipient.id });
  const left = await fixture.inScope((tx) => tx.select({ of: deviceTokens.deviceId }).from(deviceTokens));
  expect(left).toEqual([{ of: phone.id }]);
});

it("counts for the limit of whoever gets it", async () => {
  await using fixture = await openFixture();
  const { admin, laptop, phone } = await fixture.aUserWithDevices();
  const recipient = await fixture.aUser({ maxDevices: 1 });
  await admin.device.handOver({ id: laptop.id, userId: recipient.id });
  expect(await refusalOf(admin.device.handOver({ id: phone.id, userId: recipient.id }))).toMatchObject({
    code: "CONFLICT",
    reason: "device_limit_reached",
  });
});

it("goes to somebody who is invited, not to anybody who is deactivated, unknown, deleted or another tenant's", async () => {
  await using fixture = await openFixture();
  const { admin, laptop } = await fixture.aUserWithDevices();
  const ask = (userId: string) => admin.device.handOver({ id: laptop.id, userId });
  expect(await refusalOf(ask((await fixture.aUser({ status: "inactive" })).id))).toMatchObject({
    code: "CONFLICT",
    reason: "user_not_active",
    field: "userId",
  });
  const deleted = await fixture.aUser();
  await admin.user.delete({ id: deleted.id });
  const foreign = await (await fixture.aTenant()).aUser();
  for (const userId of [deleted.id, foreign.id, randomUUID()]) {
    expect(await refusalOf(ask(userId))).toMatchObject({ code: "NOT_FOUND", field: "userId" });
  }
  expect(await refusalOf(ask("x"))).toMatchObject({ code: "BAD_REQUEST", field: "userId" });
  const invited = await fixture.aUser({ status: "pending" });
  expect(await ask(invited.id)).toMatchObject({ cause: null, denials: ["user_not_active"] });
  expect((await admin.audit.list({ action: ["device.handed_over"] })).total.count).toBe(1);
});

it("needs device:write, and nobody above the actor on either side", async () => {
  await using fixture = await openFixture();
  const { user, laptop } = await fixture.aUserWithDevices();
  const member = await fixture.aPerson({ role: "BASIC" });
  const own = await fixture.aDevice(member.id);
  const auditor = await fixture.aPerson({ role: "AUDITOR" });
  for (const [call, id] of [[member.call, own.id] as const, [auditor.call, laptop.id] as const]) {
    expect(await refusalOf(call.device.handOver({ id, userId: user.id }))).toMatchObject({
      code: "FORBIDDEN",
      reason: "permission_missing",
    });
  }
  const desk = await fixture.aPerson({ permissions: ["device:write"] });
  const admins = await fixture.aDevice(fixture.admin.id);
  const ceiling = { code: "FORBIDDEN", reason: "privilege_ceiling" };
  expect(await refusalOf(desk.call.device.handOver({ id: admins.id, userId: user.id }))).toMatchObject(ceiling);
  expect(await refusalOf(desk.call.device.handOver({ id: laptop.id, userId: fixture.admin.id }))).toMatchObject(
    ceiling,
  );
  expect(await desk.call.device.handOver({ id: laptop.id, userId: desk.id })).toMatchObject({ user: { id: desk.id } });
  const access = await fixture.inScope((tx) =>
    tx.execute(sql`select user_id from access where device_id = ${laptop.id}`),
  );
  expect(access).toEqual([{ user_id: desk.id }]);
});
