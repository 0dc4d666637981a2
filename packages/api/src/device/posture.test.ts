import { devicePosture, deviceTokens } from "@portcullis/db/schema/devices";
import type { PostureReport } from "@portcullis/domain/device/posture";
import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, it } from "vitest";
import { agentOf } from "../testing/agent.ts";
import { startBarrier } from "../testing/at-once.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";
import { reasonsOf } from "../testing/settled.ts";
import type { TestTenant } from "../testing/tenant.ts";

const good: PostureReport = { checks: { diskEncryption: true, firewall: true }, osVersion: "13.1" };
const bad: PostureReport = { checks: { diskEncryption: true, firewall: false }, osVersion: "13.1" };
const refused = { code: "UNAUTHORIZED", reason: "token_refused", httpStatus: 401 };

const linuxRule = { platform: "linux" as const, checks: ["firewall" as const], minimumVersion: null };
const ask = (tenant: TestTenant, more: Parameters<TestTenant["admin"]["call"]["tenant"]["updatePosture"]>[0] = {}) =>
  tenant.admin.call.tenant.updatePosture({ rules: [linuxRule], ...more });

/** As if a device had reported that long ago: nothing of it is written anew but the time. */
const setReportBack = (fixture: Fixture, deviceId: string, minutes: number) =>
  fixture.inScope((tx) =>
    tx
      .update(devicePosture)
      .set({ lastCheck: sql`last_check - ${minutes} * interval '1 minute'` })
      .where(eq(devicePosture.deviceId, deviceId)),
  );

const postureEvents = async (fixture: Fixture) =>
  (await fixture.owner.call.audit.list({ action: ["device.posture_changed"] })).items;

it("answers how a device stands, keeps what it said, and says it once in the audit log", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop } = await fixture.aUserWithDevices();
  await ask(fixture);
  expect(await admin.device.get({ id: laptop.id })).toMatchObject({ compliance: "unknown", posture: null });
  const reporter = await fixture.aReporter(laptop.id);
  expect(await reporter.call.device.reportPosture(bad)).toEqual({
    compliance: "non_compliant",
    failing: ["firewall"],
    denials: [],
  });
  expect(await admin.device.get({ id: laptop.id })).toMatchObject({
    compliance: "non_compliant",
    denials: [],
    posture: { ...bad, compliant: false, failing: ["firewall"], lastCheck: expect.any(String) },
  });
  await setReportBack(fixture, laptop.id, 1);
  await reporter.call.device.reportPosture(bad);
  expect(await postureEvents(fixture)).toMatchObject([
    {
      actor: { kind: "device", id: laptop.id, name: "laptop" },
      target: { kind: "device", id: laptop.id, name: "laptop" },
      subject: { id: user.id },
      changed: ["compliance"],
      details: { before: { compliance: "unknown" }, after: { compliance: "non_compliant" } },
      origin: null,
    },
  ]);
});

it("lets a device that nobody asks anything report, without a word in the audit log", async () => {
  await using fixture = await openFixture();
  const { laptop } = await fixture.aUserWithDevices();
  const reporter = await fixture.aReporter(laptop.id);
  const nothing = { checks: {}, osVersion: null };
  expect(await reporter.call.device.reportPosture(nothing)).toEqual({
    compliance: "not_required",
    failing: [],
    denials: [],
  });
  expect(await postureEvents(fixture)).toEqual([]);
});

it("compares versions by their numbers, and takes none for too old", async () => {
  await using fixture = await openFixture();
  const { id: userId } = await fixture.aUser();
  const compared = [
    ["15", "15.0", true],
    ["15.0", "15", true],
    ["15.0.0", "15", true],
    ["15.9", "15.10", true],
    ["15.10", "15.9", false],
    ["15.1", "15", false],
    ["15", "14.9.9.9", false],
    ["9", "10", true],
    ["10.0.19045", "10.0.22631.4317", true],
    ["0", "0.0", true],
    ["15", null, false],
  ] as const;
  for (const [minimumVersion, osVersion, isEnough] of compared) {
    await ask(fixture, { rules: [{ platform: "linux", checks: [], minimumVersion }] });
    const reporter = await fixture.aReporter((await fixture.aDevice(userId)).id);
    const { compliance, failing } = await reporter.call.device.reportPosture({ checks: {}, osVersion });
    expect([minimumVersion, osVersion, compliance]).toEqual([
      minimumVersion,
      osVersion,
      isEnough ? "compliant" : "non_compliant",
    ]);
    expect(failing).toEqual(isEnough ? [] : ["osVersion"]);
  }
});

it("names every check that failed or could not be told", async () => {
  await using fixture = await openFixture();
  const { laptop } = await fixture.aUserWithDevices();
  await ask(fixture, {
    enforcement: "required",
    rules: [{ platform: "linux", checks: ["screenLock", "diskEncryption", "firewall"], minimumVersion: "14" }],
  });
  const reporter = await fixture.aReporter(laptop.id);
  expect(await reporter.call.device.reportPosture(bad)).toEqual({
    compliance: "non_compliant",
    failing: ["firewall", "screenLock", "osVersion"],
    denials: ["not_compliant"],
  });
});

it("takes a report every ten seconds, and says how long to wait", async () => {
  await using fixture = await openFixture();
  const { admin, laptop } = await fixture.aUserWithDevices();
  const reporter = await fixture.aReporter(laptop.id);
  await reporter.call.device.reportPosture(good);
  const refusal = await refusalOf(reporter.call.device.reportPosture(bad));
  expect(refusal).toMatchObject({ code: "TOO_MANY_REQUESTS", reason: "too_soon", httpStatus: 429 });
  expect(refusal.retryAfter).toBeGreaterThan(0);
  expect(refusal.retryAfter).toBeLessThanOrEqual(10);
  expect((await admin.device.get({ id: laptop.id })).posture).toMatchObject(good);
});

it("takes one of the reports that come at once", async () => {
  await using fixture = await openFixture();
  const { laptop } = await fixture.aUserWithDevices();
  await ask(fixture);
  const reporter = await fixture.aReporter(laptop.id);
  await using barrier = startBarrier(fixture.ownerUrl);
  const settled = await barrier.atDevice(
    laptop.id,
    [bad, good, bad, good].map((report) => () => reporter.call.device.reportPosture(report)),
  );
  expect(await reasonsOf(settled)).toEqual(["too_soon", "too_soon", "too_soon"]);
  expect(await postureEvents(fixture)).toHaveLength(1);
});

it("takes no report that is none, however large", async () => {
  await using fixture = await openFixture();
  const { laptop } = await fixture.aUserWithDevices();
  const reporter = await fixture.aReporter(laptop.id);
  for (const report of [
    { checks: { firewall: "on" }, osVersion: null },
    { checks: { antivirus: true }, osVersion: null },
    { checks: {}, osVersion: "13".repeat(500_000) },
    { checks: {}, osVersion: null, compliant: true },
    { checks: {} },
  ]) {
    const refusal = await refusalOf(reporter.call.device.reportPosture(report as PostureReport));
    expect(refusal).toMatchObject({ code: "BAD_REQUEST", reason: "input_invalid" });
  }
});

it("makes a token that is told once, and another that takes its place", async () => {
  await using fixture = await openFixture();
  const { admin, laptop } = await fixture.aUserWithDevices();
  expect(await admin.device.get({ id: laptop.id })).toMatchObject({ hasPostureToken: false });
  const { token } = await admin.device.makePostureToken({ id: laptop.id });
  expect(token).toMatch(/^[\w-]{64}$/);
  const detail = await admin.device.get({ id: laptop.id });
  expect(detail).toMatchObject({ hasPostureToken: true });
  expect(JSON.stringify(detail)).not.toContain(token);
  const first = agentOf(fixture, fixture.owner, token);
  const second = agentOf(fixture, fixture.owner, (await admin.device.makePostureToken({ id: laptop.id })).token);
  expect(await refusalOf(first.call.device.reportPosture(good))).toMatchObject(refused);
  await second.call.device.reportPosture(good);
  expect(await fixture.inScope((tx) => tx.$count(deviceTokens))).toBe(1);
});

it("makes one token of two that are asked for at once", async () => {
  await using fixture = await openFixture();
  const { admin, laptop } = await fixture.aUserWithDevices();
  const made = await Promise.all([1, 2, 3].map(() => admin.device.makePostureToken({ id: laptop.id })));
  const settled = await Promise.allSettled(
    made.map(({ token }) => agentOf(fixture, fixture.owner, token).call.device.reportPosture(good)),
  );
  expect(await reasonsOf(settled)).toEqual(["token_refused", "token_refused"]);
});

it("is set up and stopped by the device's owner, and by nobody else without the permission", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const device = await fixture.aDevice(member.id);
  const visitor = await fixture.aPerson({ role: "BASIC" });
  const { token } = await member.call.device.makePostureToken({ id: device.id });
  const reporter = agentOf(fixture, fixture.owner, token);
  await reporter.call.device.reportPosture(good);
  for (const way of ["makePostureToken", "dropPostureToken"] as const) {
    expect(await refusalOf(visitor.call.device[way]({ id: device.id }))).toMatchObject({ code: "NOT_FOUND" });
  }
  expect(await member.call.device.dropPostureToken({ id: device.id })).toMatchObject({
    hasPostureToken: false,
    posture: good,
  });
  expect(await refusalOf(reporter.call.device.reportPosture(good))).toMatchObject(refused);
});

it.each([
  [
    "its user is deactivated",
    (fixture: Fixture, of: ReportedDevice) => fixture.admin.call.user.deactivate({ id: of.userId }),
  ],
  ["its user is deleted", (fixture: Fixture, of: ReportedDevice) => fixture.admin.call.user.delete({ id: of.userId })],
  [
    "it is switched off",
    (fixture: Fixture, of: ReportedDevice) => fixture.admin.call.device.deactivate({ id: of.deviceId }),
  ],
  ["it is removed", (fixture: Fixture, of: ReportedDevice) => fixture.admin.call.device.remove({ id: of.deviceId })],
  [
    "its tenant is suspended",
    (fixture: Fixture) => asOwner(fixture, (owner) => owner`update tenants set status = 'suspended'`),
  ],
])("opens nothing once %s", async (_, end) => {
  await using fixture = await openFixture();
  const { user, laptop } = await fixture.aUserWithDevices();
  const reporter = await fixture.aReporter(laptop.id);
  await reporter.call.device.reportPosture(good);
  await end(fixture, { userId: user.id, deviceId: laptop.id });
  expect(await refusalOf(reporter.call.device.reportPosture(good))).toMatchObject(refused);
});

it("opens again for a user who is back", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop } = await fixture.aUserWithDevices();
  const reporter = await fixture.aReporter(laptop.id);
  await admin.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  await admin.user.reactivate({ id: user.id });
  await fixture.drainCascades();
  await reporter.call.device.reportPosture(good);
});

it("lets a device report that waits for an administrator", async () => {
  await using fixture = await openFixture();
  const { laptop } = await fixture.aUserWithDevices();
  const reporter = await fixture.aReporter(laptop.id);
  await fixture.inScope((tx) => tx.execute(sql`update devices set approved_at = null where id = ${laptop.id}`));
  expect(await reporter.call.device.reportPosture(good)).toMatchObject({ denials: ["not_approved"] });
});

it("belongs to its own tenant: the same secret under another tenant's id opens nothing", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const { laptop } = await fixture.aUserWithDevices();
  const { token } = await fixture.aReporter(laptop.id);
  const theirs = await other.aReporter((await other.aUserWithDevices()).laptop.id);
  const bytes = Buffer.from(token, "base64url");
  const moved = Buffer.concat([Buffer.from(theirs.token, "base64url").subarray(0, 16), bytes.subarray(16)]);
  const thief = agentOf(fixture, fixture.owner, moved.toString("base64url"));
  expect(await refusalOf(thief.call.device.reportPosture(good))).toMatchObject(refused);
});

interface ReportedDevice {
  readonly userId: string;
  readonly deviceId: string;
}

async function asOwner(fixture: Fixture, work: (owner: postgres.Sql) => Promise<unknown>): Promise<void> {
  const owner = postgres(fixture.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
}
