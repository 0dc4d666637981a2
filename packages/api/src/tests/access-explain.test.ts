import { randomUUID } from "node:crypto";
import type { ExplainedCause } from "@portcullis/domain/access-explanation";
import { operator } from "@portcullis/services/tenant/operator-context";
import { createUser } from "@portcullis/services/user/create-user";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, it } from "vitest";
import { refusalOf } from "../testing/refusal.ts";
import { aReport } from "../testing/report.ts";
import { aPublicKey } from "../testing/rows.ts";
import { testWorld, type World } from "../testing/world.ts";

const names = (causes: readonly ExplainedCause[]) => causes.map(({ cause }) => cause);

/** A gateway that reports, so that nothing about gateways keeps anybody out. */
async function aReportingGateway(world: World, publicKey = aPublicKey()) {
  const agent = await world.aGateway();
  await agent.call.agent.report(aReport({ publicKey }));
  return agent;
}

async function asSchemaOwner(world: World, work: (owner: postgres.Sql) => Promise<unknown>) {
  const owner = postgres(world.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
}

it("is yes where nothing speaks against it, for user and device, and to the person themselves", async () => {
  await using world = await testWorld();
  await aReportingGateway(world);
  const person = await world.aPerson({ role: "BASIC" });
  const device = await world.aDevice(person.id);
  const yes = { userId: person.id, verdict: "yes", first: null, causes: [], devices: { total: 1, unhindered: 1 } };
  expect(await world.admin.call.access.explain({ userId: person.id })).toEqual({ ...yes, deviceId: null });
  expect(await person.call.access.explain({})).toEqual({ ...yes, deviceId: null });
  expect(await person.call.access.explain({ deviceId: device.id })).toEqual({ ...yes, deviceId: device.id });
});

it("is never yes without a gateway, nor known while all of them are silent", async () => {
  await using world = await testWorld();
  const user = await world.aUser();
  await world.aDevice(user.id);
  const explain = () => world.admin.call.access.explain({ userId: user.id });
  expect(await explain()).toMatchObject({ verdict: "no", first: { cause: "no_gateway", by: null } });
  const agent = await world.aGateway();
  expect(await explain()).toMatchObject({ verdict: "no", first: { cause: "gateways_never_reported" } });
  await agent.call.agent.report(aReport());
  expect(await explain()).toMatchObject({ verdict: "yes" });
  await world.inScope((tx) => tx.execute(sql`update gateways set last_report = last_report - interval '2 minutes'`));
  expect(await explain()).toMatchObject({
    verdict: "unknown",
    first: { cause: "gateways_silent", at: expect.any(Date) as Date, gateways: [{ id: agent.id, name: agent.name }] },
  });
  await world.inScope((tx) => tx.execute(sql`update gateways set closed_at = now(), last_report = now()`));
  expect(await explain()).toMatchObject({
    verdict: "no",
    first: { cause: "gateways_closed", at: expect.any(Date) as Date, gateways: [{ id: agent.id }] },
  });
  await world.owner.call.gateway.remove({ id: agent.id });
  expect((await explain()).first).toMatchObject({
    cause: "no_gateway",
    by: { kind: "user", id: world.owner.id },
    at: expect.any(Date) as Date,
  });
});

it("says who deactivated a user, when, and the reason that they typed", async () => {
  await using world = await testWorld();
  await aReportingGateway(world);
  const user = await world.aUser();
  const device = await world.aDevice(user.id);
  await world.admin.call.user.deactivate({ id: user.id, reason: "left the company" });
  await world.drainCascades();
  const admin = await world.owner.call.user.get({ id: world.admin.id });
  const first = {
    cause: "user_deactivated",
    by: { kind: "user", id: admin.id, name: expect.any(String) as string, email: admin.email },
    at: expect.any(Date) as Date,
    reason: "left the company",
    remedy: "Reactivate the user.",
  };
  const ofUser = await world.owner.call.access.explain({ userId: user.id });
  expect(ofUser).toMatchObject({ verdict: "no", first, causes: [first] });
  const ofDevice = await world.owner.call.access.explain({ deviceId: device.id });
  expect(ofDevice.first).toMatchObject(first);
  expect(names(ofDevice.causes)).toEqual(["user_deactivated"]);
  await world.admin.call.user.reactivate({ id: user.id });
  await world.drainCascades();
  expect(await world.owner.call.access.explain({ userId: user.id })).toMatchObject({ verdict: "yes" });
});

it("says that somebody was imported as suspended, by the operator", async () => {
  await using world = await testWorld();
  await aReportingGateway(world);
  const email = `${randomUUID()}@people.test`;
  const userId = await world.inScope((tx) =>
    createUser(tx, operator, { email, firstName: null, lastName: null, status: "inactive", hasAccepted: true }),
  );
  const { first, causes } = await world.admin.call.access.explain({ userId });
  expect(first).toMatchObject({
    cause: "user_imported_inactive",
    by: { kind: "operator", id: null },
    at: expect.any(Date) as Date,
  });
  expect(names(causes)).toEqual(["user_imported_inactive", "no_device"]);
});

it("tells an open invitation from an expired one and from none", async () => {
  await using world = await testWorld();
  await aReportingGateway(world);
  const email = `${randomUUID()}@people.test`;
  await world.admin.call.user.invite({ people: [{ email }] });
  const [invited] = (await world.admin.call.user.list({ search: email })).items;
  const userId = invited?.id ?? "";
  const first = async () => (await world.owner.call.access.explain({ userId })).first;
  expect(await first()).toMatchObject({ cause: "invitation_open", by: { id: world.admin.id } });
  await world.inScope((tx) => tx.execute(sql`update invitations set expires_at = now() - interval '1 day'`));
  expect(await first()).toMatchObject({ cause: "invitation_expired", by: { id: world.admin.id } });
  await world.admin.call.user.revokeInvitation({ id: userId });
  expect(await first()).toMatchObject({ cause: "not_invited" });
});

it("names each cause of a device: switched off with a reason, waiting, and a gateway's key", async () => {
  await using world = await testWorld();
  const member = await world.aPerson({ role: "BASIC" });
  const { id } = await member.call.device.register({ name: "laptop", platform: "linux", publicKey: aPublicKey() });
  await world.admin.call.device.deactivate({ id, reason: "stolen in Lyon" });
  await world.owner.call.tenant.update({ approveDevices: true });
  const waiting = await member.call.device.register({ name: "phone", platform: "ios", publicKey: aPublicKey() });
  await aReportingGateway(world, waiting.publicKey);
  const off = {
    cause: "device_deactivated",
    device: { id, name: "laptop" },
    by: { kind: "user", id: world.admin.id },
    reason: "stolen in Lyon",
  };
  expect((await member.call.access.explain({ deviceId: id })).causes).toMatchObject([off]);
  expect((await world.admin.call.access.explain({ userId: member.id })).causes).toMatchObject([
    off,
    { cause: "device_not_approved", by: { id: member.id }, device: { name: "phone" } },
    { cause: "key_of_gateway", device: { name: "phone" }, gateways: [{ name: expect.any(String) as string }] },
  ]);
  // The reason is audited like a user's.
  const [event] = (await world.owner.call.audit.list({ action: ["device.deactivated"] })).items;
  expect(event).toMatchObject({ changed: ["cause"], details: { reason: "stolen in Lyon" } });
});

it("says that a device was reported lost, and by whom", async () => {
  await using world = await testWorld();
  await aReportingGateway(world);
  const member = await world.aPerson({ role: "BASIC" });
  const { id } = await world.aDevice(member.id);
  await member.call.device.reportLost({ id });
  expect((await world.admin.call.access.explain({ deviceId: id })).causes).toMatchObject([
    { cause: "device_reported_lost", by: { kind: "user", id: member.id }, at: expect.any(Date) as Date },
  ]);
});

it("does not count what one device lacks against somebody who has another", async () => {
  await using world = await testWorld();
  await aReportingGateway(world);
  const { admin, user, laptop } = await world.aUserWithDevices();
  await admin.device.deactivate({ id: laptop.id });
  expect(await admin.access.explain({ userId: user.id })).toMatchObject({
    verdict: "yes",
    causes: [],
    devices: { total: 2, unhindered: 1 },
  });
});

it("tells posture that fails from posture that is not known", async () => {
  await using world = await testWorld();
  await aReportingGateway(world);
  const user = await world.aUser();
  const { id } = await world.aDevice(user.id, { platform: "linux" });
  const rules = [{ platform: "linux" as const, checks: ["firewall" as const], minimumVersion: null }];
  await world.owner.call.tenant.updatePosture({ enforcement: "required", maxAgeMinutes: 60, rules });
  const causes = async () => (await world.admin.call.access.explain({ deviceId: id })).causes;
  expect(await causes()).toMatchObject([{ cause: "posture_unknown", at: null, failing: [] }]);
  const reporter = await world.aReporter(id);
  await reporter.call.device.reportPosture({ checks: { firewall: false }, osVersion: null });
  expect(await causes()).toMatchObject([
    { cause: "posture_failing", at: expect.any(Date) as Date, failing: ["firewall"], device: { id } },
  ]);
});

it("says that there is no device, and that the limit lets none in", async () => {
  await using world = await testWorld();
  await aReportingGateway(world);
  const user = await world.aUser({ maxDevices: 0 });
  const { verdict, causes } = await world.admin.call.access.explain({ userId: user.id });
  expect([verdict, ...names(causes)]).toEqual(["no", "no_device", "device_limit"]);
});

it("puts the tenant first that is paused after a restore", async () => {
  await using world = await testWorld();
  await aReportingGateway(world);
  const user = await world.aUser();
  await world.aDevice(user.id);
  await world.admin.call.user.deactivate({ id: user.id });
  await asSchemaOwner(world, (owner) => owner`update tenants set held_since = now()`);
  const { causes } = await world.owner.call.access.explain({ userId: user.id });
  expect(names(causes)).toEqual(["tenant_held", "user_deactivated"]);
});

it("tells nothing about others without permission, nor about a device as somebody else's", async () => {
  await using world = await testWorld();
  const { user, laptop } = await world.aUserWithDevices();
  const member = await world.aPerson({ role: "BASIC" });
  for (const input of [
    { userId: user.id },
    { deviceId: laptop.id },
    { userId: member.id, deviceId: laptop.id },
    { userId: randomUUID() },
  ]) {
    expect(await refusalOf(member.call.access.explain(input))).toMatchObject({ code: "NOT_FOUND" });
  }
  const mixed = world.admin.call.access.explain({ userId: member.id, deviceId: laptop.id });
  expect(await refusalOf(mixed)).toMatchObject({ code: "NOT_FOUND" });
});
