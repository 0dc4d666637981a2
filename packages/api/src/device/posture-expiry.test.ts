import { gatewayConfirmations } from "@portcullis/db/schema/gateways";
import { aPublicKey } from "@portcullis/testing/tenant";
import postgres from "postgres";
import { expect, it } from "vitest";
import { createInternalCaller } from "../internal-router.ts";
import { startBarrier } from "../testing/at-once.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { nextChange, openStream } from "../testing/peer-stream.ts";

const good = { checks: { firewall: true }, osVersion: null };
const bad = { checks: { firewall: false }, osVersion: null };
const rules = [{ platform: "linux" as const, checks: ["firewall" as const], minimumVersion: null }];

const report = (confirmed: readonly string[]) => ({
  publicKey: aPublicKey(),
  version: "1",
  peerCount: 0,
  confirmed: [...confirmed],
  peers: [],
});

/** A device that complies where that is required, and a gateway whose agent has it as a peer. */
async function aComplying(fixture: Fixture) {
  await fixture.admin.call.tenant.updatePosture({ enforcement: "required", rules });
  const user = await fixture.aUser();
  const publicKey = aPublicKey();
  const { id } = await fixture.aDevice(user.id, { publicKey, network: "100.64.0.9/32" });
  const reporter = await fixture.aReporter(id);
  await reporter.call.device.reportPosture(good);
  const agent = await fixture.aGateway();
  await agent.call.agent.report(report([]));
  return { id, user, publicKey, reporter, agent };
}

/** As if all that was done until now had been done so long ago. */
async function letTimePass(fixture: Fixture, minutes = 61): Promise<void> {
  const owner = postgres(fixture.ownerUrl, { max: 1, onnotice: () => {} });
  const passed = owner`${minutes} * interval '1 minute'`;
  try {
    await owner`update device_posture set last_check = last_check - ${passed}, expired_check = expired_check - ${passed}`;
    await owner`update audit_events set at = at - ${passed}`;
  } finally {
    await owner.end();
  }
}

/** As the worker's look. */
async function expireAll(fixture: Fixture): Promise<number> {
  const worker = createInternalCaller({ db: fixture.db, principal: { kind: "worker" } });
  let expired = 0;
  for (const tenantId of await worker.posture.due({ limit: 10 })) {
    expired += (await worker.posture.expire({ tenantId })).expired;
  }
  return expired;
}

/** What ended by time alone, as the audit log has it. */
const expiries = async (fixture: Fixture) =>
  (await fixture.owner.call.audit.list({ action: ["device.posture_changed"] })).items.filter(
    ({ actor }) => actor.kind === "worker",
  );

const open = (fixture: Fixture) => fixture.inScope((tx) => tx.select().from(gatewayConfirmations));

it("asks every gateway about a device whose report expired, once, and shows who confirmed", async () => {
  await using fixture = await openFixture();
  const { id, user, publicKey, agent } = await aComplying(fixture);
  const { stream } = await openStream(agent);
  expect(await expireAll(fixture)).toBe(0);
  await letTimePass(fixture);
  expect(await expireAll(fixture)).toBe(1);
  const [event] = await expiries(fixture);
  expect(event).toMatchObject({
    target: { kind: "device", id },
    subject: { id: user.id },
    details: { before: { compliance: "compliant" }, after: { compliance: "unknown" } },
  });
  const changeId = event?.id ?? "";
  expect(await nextChange(stream)).toMatchObject({ remove: [publicKey], toConfirm: [changeId] });
  expect(await fixture.admin.call.device.cutOff({ id })).toMatchObject({
    changeId,
    action: "device.posture_changed",
    state: "unconfirmed",
    gateways: [{ id: agent.id, state: "waiting" }],
  });
  expect((await fixture.admin.call.cascade.unconfirmed({})).items).toMatchObject([
    { changeId, device: { id, publicKey } },
  ]);
  await agent.call.agent.report(report([changeId]));
  expect(await fixture.admin.call.device.cutOff({ id })).toMatchObject({ changeId, state: "done" });
  expect(await expireAll(fixture)).toBe(0);
  expect(await expiries(fixture)).toHaveLength(1);
});

it("asks nothing any more once a report gives the access back, and asks again when that one expires", async () => {
  await using fixture = await openFixture();
  const { id, reporter } = await aComplying(fixture);
  await letTimePass(fixture);
  await expireAll(fixture);
  await reporter.call.device.reportPosture(good);
  expect(await open(fixture)).toEqual([]);
  expect(await fixture.admin.call.device.cutOff({ id })).toBeNull();
  await letTimePass(fixture);
  expect(await expireAll(fixture)).toBe(1);
  expect(await open(fixture)).toHaveLength(1);
});

it.each([
  ["its next report, which does not comply", ({ reporter }: ReportedDevice) => reporter.call.device.reportPosture(bad)],
  [
    "a new key",
    ({ fixture, id }: ReportedDevice) => fixture.admin.call.device.rotateKey({ id, publicKey: aPublicKey() }),
  ],
  ["its removal", ({ fixture, id }: ReportedDevice) => fixture.admin.call.device.remove({ id })],
  ["its switch-off by hand", ({ fixture, id }: ReportedDevice) => fixture.admin.call.device.deactivate({ id })],
])("asks about the key that was let in though %s comes before the worker", async (_, change) => {
  await using fixture = await openFixture();
  const subject = await aComplying(fixture);
  await letTimePass(fixture);
  await change({ ...subject, fixture });
  expect(await open(fixture)).toMatchObject([{ publicKey: subject.publicKey, deviceId: subject.id }]);
  expect(await expireAll(fixture)).toBe(0);
});

it("is recorded once by workers that look at once, and by a report that meets them", async () => {
  await using fixture = await openFixture();
  const { id, reporter } = await aComplying(fixture);
  await letTimePass(fixture);
  await Promise.all([expireAll(fixture), reporter.call.device.reportPosture(bad), expireAll(fixture)]);
  expect(await expiries(fixture)).toHaveLength(1);
  await using barrier = startBarrier(fixture.ownerUrl);
  await reportsAgain(fixture, reporter);
  await letTimePass(fixture);
  // Whoever holds the device is not waited for, and records it.
  const late = () => reporter.call.device.reportPosture(bad);
  await barrier.atDevice<unknown>(id, [late, late]);
  expect(await expiries(fixture)).toHaveLength(2);
  await reportsAgain(fixture, reporter);
  await letTimePass(fixture);
  const looked = await Promise.all([expireAll(fixture), expireAll(fixture), expireAll(fixture)]);
  expect(looked.toSorted((a, b) => a - b)).toEqual([0, 0, 1]);
  expect(await expiries(fixture)).toHaveLength(3);
});

it("records nothing of a device that had no access, nor of what the rules took away", async () => {
  await using fixture = await openFixture();
  const { id, user, reporter } = await aComplying(fixture);
  await fixture.admin.call.tenant.updatePosture({ enforcement: "advisory" });
  await letTimePass(fixture);
  expect(await expireAll(fixture)).toBe(0);
  await fixture.admin.call.tenant.updatePosture({ enforcement: "required" });
  expect(await expireAll(fixture)).toBe(1);
  expect(await expiries(fixture)).toEqual([]);
  await reportsAgain(fixture, reporter);
  await fixture.admin.call.device.deactivate({ id });
  await letTimePass(fixture);
  expect(await expireAll(fixture)).toBe(1);
  expect(await expiries(fixture)).toEqual([]);
  expect(await fixture.admin.call.user.get({ id: user.id })).toMatchObject({ status: "active" });
});

it("expires again by a longer time that gave the access back", async () => {
  await using fixture = await openFixture();
  await aComplying(fixture);
  await letTimePass(fixture);
  await expireAll(fixture);
  await fixture.admin.call.tenant.updatePosture({ maxAgeMinutes: 90 });
  expect(await expireAll(fixture)).toBe(0);
  await letTimePass(fixture, 60);
  expect(await expireAll(fixture)).toBe(1);
  expect(await expiries(fixture)).toHaveLength(2);
});

it("waits with a tenant where nobody may connect, and asks once it goes on", async () => {
  await using fixture = await openFixture();
  await aComplying(fixture);
  await letTimePass(fixture);
  const owner = postgres(fixture.ownerUrl, { max: 1, onnotice: () => {} });
  await owner`update tenants set status = 'suspended'`;
  expect(await expireAll(fixture)).toBe(0);
  await owner`update tenants set status = 'active'`;
  await owner.end();
  expect(await expireAll(fixture)).toBe(1);
  expect(await open(fixture)).toHaveLength(1);
});

it.each([
  ["is switched off by hand", ({ fixture, id }: ReportedDevice) => fixture.admin.call.device.deactivate({ id })],
  [
    "gets another key",
    ({ fixture, id }: ReportedDevice) => fixture.admin.call.device.rotateKey({ id, publicKey: aPublicKey() }),
  ],
  ["is removed", ({ fixture, id }: ReportedDevice) => fixture.admin.call.device.remove({ id })],
  ["expires", ({ fixture }: ReportedDevice) => letTimePass(fixture).then(() => expireAll(fixture))],
])("still asks about a key that %s while the deactivation of its user is not confirmed", async (_, change) => {
  await using fixture = await openFixture();
  const subject = await aComplying(fixture);
  const { id, user, publicKey, agent } = subject;
  const asked = async () =>
    (await fixture.admin.call.cascade.unconfirmed({})).items.filter(({ device }) => device?.publicKey === publicKey);
  await fixture.admin.call.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  await fixture.admin.call.device.rename({ id, name: "Another name" });
  expect(await asked()).toEqual([]);
  await change({ ...subject, fixture });
  await fixture.admin.call.user.reactivate({ id: user.id });
  await fixture.drainCascades();
  const [question] = await asked();
  expect(question).toMatchObject({ kind: "device", gateways: [{ id: agent.id, state: "waiting" }] });
  await agent.call.agent.report(report([question?.changeId ?? ""]));
  expect(await asked()).toEqual([]);
});

it("asks nothing about a device that is switched off once the deactivation of its user is confirmed", async () => {
  await using fixture = await openFixture();
  const { id, user, agent } = await aComplying(fixture);
  const { cascade } = await fixture.admin.call.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  await agent.call.agent.report(report([cascade?.id ?? ""]));
  await fixture.admin.call.device.deactivate({ id });
  await letTimePass(fixture);
  expect(await expireAll(fixture)).toBe(1);
  await fixture.admin.call.user.reactivate({ id: user.id });
  expect((await fixture.admin.call.cascade.unconfirmed({})).items).toEqual([]);
});

type ReportedDevice = Awaited<ReturnType<typeof aComplying>> & { readonly fixture: Fixture };

/** A report that complies, ten seconds or more after the one before. */
async function reportsAgain(fixture: Fixture, reporter: ReportedDevice["reporter"]): Promise<void> {
  await letTimePass(fixture, 1);
  await reporter.call.device.reportPosture(good);
}
