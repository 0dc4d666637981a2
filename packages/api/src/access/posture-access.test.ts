import type { Change } from "@portcullis/db/notify";
import { aPublicKey } from "@portcullis/testing/tenant";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { expect, it } from "vitest";
import { startBarrier } from "../testing/at-once.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { nextChange, openStream } from "../testing/peer-stream.ts";

const good = { checks: { firewall: true }, osVersion: null };
const bad = { checks: { firewall: false }, osVersion: null };
const rules = [{ platform: "linux" as const, checks: ["firewall" as const], minimumVersion: null }];

/** Below the ten seconds after which a gateway reads everybody unasked. */
const atOnceMs = 8_000;

/** A tenant that requires posture, and a device of it that complies. */
async function aComplying(fixture: Fixture) {
  await fixture.admin.call.tenant.updatePosture({ enforcement: "required", rules });
  const user = await fixture.aUser();
  const publicKey = aPublicKey();
  const network = "100.64.0.9/32";
  const device = await fixture.aDevice(user.id, { publicKey, network });
  const reporter = await fixture.aReporter(device.id);
  await reporter.call.device.reportPosture(good);
  return { user, device, reporter, peer: { publicKey, allowedIps: [network] } };
}

/** As if the last report of every device had come that long ago, by a hand that tells nobody. */
async function setReportsBack(fixture: Fixture, minutes: number): Promise<void> {
  const owner = postgres(fixture.ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await owner`update device_posture set last_check = last_check - ${minutes} * interval '1 minute'`;
  } finally {
    await owner.end();
  }
}

/** What is notified while something is done. */
async function heardDuring(fixture: Fixture, work: () => Promise<unknown>): Promise<(Change | undefined)[]> {
  const heard: (Change | undefined)[] = [];
  const end = fixture.listener.subscribe((change) => heard.push(change));
  await work();
  // Notifications come in the order of the commits: this one after any other.
  await fixture.inScope((tx) => tx.execute(sql`select pg_notify('portcullis', '{"tenantId":"last"}')`));
  await expect.poll(() => heard.at(-1)).toEqual({ tenantId: "last" });
  end();
  return heard.slice(0, -1);
}

it("ends with the report that does not comply, and comes back with one that does, each at once", async () => {
  await using fixture = await openFixture();
  const { reporter, peer } = await aComplying(fixture);
  const { stream, full } = await openStream(await fixture.aGateway());
  expect(full.peers).toEqual([peer]);
  const startedAt = performance.now();
  await setReportsBack(fixture, 1);
  expect(await reporter.call.device.reportPosture(bad)).toMatchObject({ denials: ["not_compliant"] });
  // Each gateway has to confirm that the key is gone, until it may be there again.
  const [ended] = (await fixture.owner.call.audit.list({ action: ["device.posture_changed"] })).items;
  expect(await nextChange(stream)).toMatchObject({ set: [], remove: [peer.publicKey], toConfirm: [ended?.id] });
  await setReportsBack(fixture, 1);
  expect(await reporter.call.device.reportPosture(good)).toMatchObject({ denials: [] });
  expect(await nextChange(stream)).toMatchObject({ set: [peer], remove: [], toConfirm: [] });
  expect(performance.now() - startedAt).toBeLessThan(atOnceMs);
});

it("ends when the last report is too old, though nobody writes anything", { timeout: 40_000 }, async () => {
  await using fixture = await openFixture();
  const { device, peer, reporter } = await aComplying(fixture);
  const { stream } = await openStream(await fixture.aGateway(), AbortSignal.timeout(30_000));
  expect(await heardDuring(fixture, () => setReportsBack(fixture, 61))).toEqual([]);
  expect((await openStream(await fixture.aGateway())).full.peers).toEqual([]);
  expect(await fixture.admin.call.device.get({ id: device.id })).toMatchObject({
    compliance: "unknown",
    denials: ["not_compliant"],
    posture: { compliant: false },
  });
  expect(await nextChange(stream)).toMatchObject({ set: [], remove: [peer.publicKey] });
  expect(await reporter.call.device.reportPosture(good)).toMatchObject({ compliance: "compliant", denials: [] });
  expect(await nextChange(stream)).toMatchObject({ set: [peer] });
});

it("follows the rules: a change of them reaches every gateway at once", async () => {
  await using fixture = await openFixture();
  const { peer } = await aComplying(fixture);
  const { call } = fixture.admin;
  const streams = await Promise.all(
    [fixture.aGateway(), fixture.aGateway()].map(async (agent) => openStream(await agent)),
  );
  const everywhere = (change: object) =>
    Promise.all(streams.map(async ({ stream }) => expect(await nextChange(stream)).toMatchObject(change)));
  const startedAt = performance.now();
  const stricter = [{ platform: "linux" as const, checks: ["screenLock" as const], minimumVersion: null }];
  await call.tenant.updatePosture({ rules: stricter });
  await everywhere({ set: [], remove: [peer.publicKey] });
  await call.tenant.updatePosture({ enforcement: "advisory" });
  await everywhere({ set: [peer], remove: [] });
  expect(performance.now() - startedAt).toBeLessThan(atOnceMs);
});

it("is told where a report changes it, and never where it says the same again", async () => {
  await using fixture = await openFixture();
  const { user, reporter } = await aComplying(fixture);
  await setReportsBack(fixture, 1);
  expect(await heardDuring(fixture, () => reporter.call.device.reportPosture(good))).toEqual([]);
  await setReportsBack(fixture, 1);
  expect(await heardDuring(fixture, () => reporter.call.device.reportPosture(bad))).toEqual([
    { tenantId: fixture.tenantId, userId: user.id },
  ]);
});

it("is nobody's who reports for a deactivated user, whatever the rules say", async () => {
  await using fixture = await openFixture();
  const { user, peer } = await aComplying(fixture);
  const { stream } = await openStream(await fixture.aGateway());
  await fixture.admin.call.user.deactivate({ id: user.id });
  expect(await nextChange(stream)).toMatchObject({ remove: [peer.publicKey] });
  await fixture.admin.call.tenant.updatePosture({ enforcement: "advisory" });
  expect((await openStream(await fixture.aGateway())).full.peers).toEqual([]);
});

it("is ended by a deactivation of the device that meets its report, and the report is kept", async () => {
  await using fixture = await openFixture();
  const { device, reporter } = await aComplying(fixture);
  await setReportsBack(fixture, 1);
  await using barrier = startBarrier(fixture.ownerUrl);
  await barrier.atDevice<unknown>(device.id, [
    () => reporter.call.device.reportPosture(bad),
    () => fixture.admin.call.device.deactivate({ id: device.id }),
  ]);
  expect(await fixture.admin.call.device.get({ id: device.id })).toMatchObject({
    denials: ["deactivated", "not_compliant"],
  });
});
