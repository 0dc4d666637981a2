import { randomUUID } from "node:crypto";
import type { ExplainedCause } from "@portcullis/domain/access-explanation";
import { aPublicKey } from "@portcullis/testing/tenant";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, it } from "vitest";
import { operator } from "../tenant/operator.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aReport } from "../testing/report.ts";
import { createUser } from "../user/create-user.ts";

const names = (causes: readonly ExplainedCause[]) => causes.map(({ cause }) => cause);

/** A gateway that reports, so that nothing about gateways keeps anybody out. */
async function aReportingGateway(fixture: Fixture, publicKey = aPublicKey()) {
  const agent = await fixture.aGateway();
  await agent.call.agent.report(aReport({ publicKey }));
  return agent;
}

async function asSchemaOwner(fixture: Fixture, work: (owner: postgres.Sql) => Promise<unknown>) {
  const owner = postgres(fixture.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
}

it("is yes where nothing speaks against it, for user and device, and to the person themselves", async () => {
  await using fixture = await openFixture();
  await aReportingGateway(fixture);
  const person = await fixture.aPerson({ role: "BASIC" });
  const device = await fixture.aDevice(person.id);
  const yes = { userId: person.id, verdict: "yes", first: null, causes: [], devices: { total: 1, unhindered: 1 } };
  expect(await fixture.admin.call.access.explain({ userId: person.id })).toEqual({ ...yes, deviceId: null });
  expect(await person.call.access.explain({})).toEqual({ ...yes, deviceId: null });
  expect(await person.call.access.explain({ deviceId: device.id })).toEqual({ ...yes, deviceId: device.id });
});

it("is never yes without a gateway, nor known while all of them are silent", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aUser();
  await fixture.aDevice(user.id);
  const explain = () => fixture.admin.call.access.explain({ userId: user.id });
  expect(await explain()).toMatchObject({ verdict: "no", first: { cause: "no_gateway", by: null } });
  const agent = await fixture.aGateway();
  expect(await explain()).toMatchObject({ verdict: "no", first: { cause: "gateways_never_reported" } });
  await agent.call.agent.report(aReport());
  expect(await explain()).toMatchObject({ verdict: "yes" });
  await fixture.inScope((tx) => tx.execute(sql`update gateways set last_report = last_report - interval '2 minutes'`));
  expect(await explain()).toMatchObject({
    verdict: "unknown",
    first: {
      cause: "gateways_silent",
      at: expect.any(String) as string,
      gateways: [{ id: agent.id, name: agent.name }],
    },
  });
  await fixture.inScope((tx) => tx.execute(sql`update gateways set closed_at = now(), last_report = now()`));
  expect(await explain()).toMatchObject({
    verdict: "no",
    first: { cause: "gateways_closed", at: expect.any(String) as string, gateways: [{ id: agent.id }] },
  });
  await fixture.owner.call.gateway.remove({ id: agent.id });
  expect((await explain()).first).toMatchObject({
    cause: "no_gateway",
    by: { kind: "user", id: fixture.owner.id },
    at: expect.any(String) as string,
  });
});

it("says who deactivated a user, when, and the reason that they typed", async () => {
  await using fixture = await openFixture();
  await aReportingGateway(fixture);
  const user = await fixture.aUser();
  const device = await fixture.aDevice(user.id);
  await fixture.admin.call.user.deactivate({ id: user.id, reason: "left the company" });
  await fixture.drainCascades();
  const admin = await fixture.owner.call.user.get({ id: fixture.admin.id });
  const first = {
    cause: "user_deactivated",
    by: { kind: "user", id: admin.id, name: expect.any(String) as string, email: admin.email },
    at: expect.any(String) as string,
    reason: "left the company",
    remedy: "Reactivate the user.",
  };
  const ofUser = await fixture.owner.call.access.explain({ userId: user.id });
  expect(ofUser).toMatchObject({ verdict: "no", first, causes: [first] });
  const ofDevice = await fixture.owner.call.access.explain({ deviceId: device.id });
  expect(ofDevice.first).toMatchObject(first);
  expect(names(ofDevice.causes)).toEqual(["user_deactivated"]);
  await fixture.admin.call.user.reactivate({ id: user.id });
  await fixture.drainCascades();
  expect(await fixture.owner.call.access.explain({ userId: user.id })).toMatchObject({ verdict: "yes" });
});

it("says that somebody was imported as suspended, by the operator", async () => {
  await using fixture = await openFixture();
  await aReportingGateway(fixture);
  const email = `${randomUUID()}@people.test`;
  const userId = await fixture.inScope((tx) =>
    createUser(tx, operator, { email, firstName: null, lastName: null, status: "inactive", hasAccepted: true }),
  );
  const { first, causes } = await fixture.admin.call.access.explain({ userId });
  expect(first).toMatchObject({
    cause: "user_imported_inactive",
    by: { kind: "operator", id: null },
    at: expect.any(String) as string,
  });
  expect(names(causes)).toEqual(["user_imported_inactive", "no_device"]);
});

it("tells an open invitation from an expired one and from none", async () => {
  await using fixture = await openFixture();
  await aReportingGateway(fixture);
  const email = `${randomUUID()}@people.test`;
  await fixture.admin.call.user.invite({ people: [{ email }] });
  const [invited] = (await fixture.admin.call.user.list({ search: email })).items;
  const userId = invited?.id ?? "";
  const first = async () => (await fixture.owner.call.access.explain({ userId })).first;
  expect(await first()).toMatchObject({ cause: "invitation_open", by: { id: fixture.admin.id } });
  await fixture.inScope((tx) => tx.execute(sql`update invitations set expires_at = now() - interval '1 day'`));
  expect(await first()).toMatchObject({ cause: "invitation_expired", by: { id: fixture.admin.id } });
  await fixture.admin.call.user.revokeInvitation({ id: userId });
  expect(await first()).toMatchObject({ cause: "not_invited" });
});

it("names each cause of a device: switched off with a reason, waiting, and a gateway's key", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const { id } = await member.call.device.register({ name: "laptop", platform: "linux", publicKey: aPublicKey() });
  await fixture.admin.call.device.deactivate({ id, reason: "stolen in Lyon" });
  await fixture.owner.call.tenant.update({ approveDevices: true });
  const waiting = await member.call.device.register({ name: "phone", platform: "ios", publicKey: aPublicKey() });
  await aReportingGateway(fixture, waiting.publicKey);
  const off = {
    cause: "device_deactivated",
    device: { id, name: "laptop" },
    by: { kind: "user", id: fixture.admin.id },
    reason: "stolen in Lyon",
  };
  expect((await member.call.access.explain({ deviceId: id })).causes).toMatchObject([off]);
  expect((await fixture.admin.call.access.explain({ userId: member.id })).causes).toMatchObject([
    off,
    { cause: "device_not_approved", by: { id: member.id }, device: { name: "phone" } },
    { cause: "key_of_gateway", device: { name: "phone" }, gateways: [{ name: expect.any(String) as string }] },
  ]);
  // The reason is audited like a user's.
  const [event] = (await fixture.owner.call.audit.list({ action: ["device.deactivated"] })).items;
  expect(event).toMatchObject({ changed: ["cause"], details: { reason: "stolen in Lyon" } });
});

it("says that a device was reported lost, and by whom", async () => {
  await using fixture = await openFixture();
  await aReportingGateway(fixture);
  const member = await fixture.aPerson({ role: "BASIC" });
  const { id } = await fixture.aDevice(member.id);
  await member.call.device.reportLost({ id });
  expect((await fixture.admin.call.access.explain({ deviceId: id })).causes).toMatchObject([
    { cause: "device_reported_lost", by: { kind: "user", id: member.id }, at: expect.any(String) as string },
  ]);
});

it("does not count what one device lacks against somebody who has another", async () => {
  await using fixture = await openFixture();
  await aReportingGateway(fixture);
  const { admin, user, laptop } = await fixture.aUserWithDevices();
  await admin.device.deactivate({ id: laptop.id });
  expect(await admin.access.explain({ userId: user.id })).toMatchObject({
    verdict: "yes",
    causes: [],
    devices: { total: 2, unhindered: 1 },
  });
});

it("tells posture that fails from posture that is not known", async () => {
  await using fixture = await openFixture();
  await aReportingGateway(fixture);
  const user = await fixture.aUser();
  const { id } = await fixture.aDevice(user.id, { platform: "linux" });
  const rules = [{ platform: "linux" as const, checks: ["firewall" as const], minimumVersion: null }];
  await fixture.owner.call.tenant.updatePosture({ enforcement: "required", maxAgeMinutes: 60, rules });
  const causes = async () => (await fixture.admin.call.access.explain({ deviceId: id })).causes;
  expect(await causes()).toMatchObject([{ cause: "posture_unknown", at: null, failing: [] }]);
  const reporter = await fixture.aReporter(id);
  await reporter.call.device.reportPosture({ checks: { firewall: false }, osVersion: null });
  expect(await causes()).toMatchObject([
    { cause: "posture_failing", at: expect.any(String) as string, failing: ["firewall"], device: { id } },
  ]);
});

it("says that there is no device, and that the limit lets none in", async () => {
  await using fixture = await openFixture();
  await aReportingGateway(fixture);
  const user = await fixture.aUser({ maxDevices: 0 });
  const { verdict, causes } = await fixture.admin.call.access.explain({ userId: user.id });
  expect([verdict, ...names(causes)]).toEqual(["no", "no_device", "device_limit"]);
});

it("puts the tenant first that is paused after a restore", async () => {
  await using fixture = await openFixture();
  await aReportingGateway(fixture);
  const user = await fixture.aUser();
  await fixture.aDevice(user.id);
  await fixture.admin.call.user.deactivate({ id: user.id });
  await asSchemaOwner(fixture, (owner) => owner`update tenants set held_since = now()`);
  const { causes } = await fixture.owner.call.access.explain({ userId: user.id });
  expect(names(causes)).toEqual(["tenant_held", "user_deactivated"]);
});

it("tells nothing about others without permission, nor about a device as somebody else's", async () => {
  await using fixture = await openFixture();
  const { user, laptop } = await fixture.aUserWithDevices();
  const member = await fixture.aPerson({ role: "BASIC" });
  for (const input of [
    { userId: user.id },
    { deviceId: laptop.id },
    { userId: member.id, deviceId: laptop.id },
    { userId: randomUUID() },
  ]) {
    expect(await refusalOf(member.call.access.explain(input))).toMatchObject({ code: "NOT_FOUND" });
  }
  const mixed = fixture.admin.call.access.explain({ userId: member.id, deviceId: laptop.id });
  expect(await refusalOf(mixed)).toMatchObject({ code: "NOT_FOUND" });
});
