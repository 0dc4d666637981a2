import { onlineWithinSeconds, presenceChangesMax } from "@portcullis/domain/device/presence";
import { aPublicKey } from "@portcullis/testing/tenant";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import type { CascadeEvent } from "../change/watch-cascades.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aReport, heard, letTimePass } from "../testing/report.ts";
import { readOnlineDevices } from "./list-devices.ts";
import { PresenceFeed } from "./presence-feed.ts";
import type { PresenceChange } from "./presence-inbox.ts";

/** A feed of the fixture's tenant that looks when it is told to, and what it said with each look. */
async function aFeed(fixture: Fixture) {
  const feed = new PresenceFeed(() => readOnlineDevices(fixture, fixture.tenantId));
  let said: PresenceChange[] = [];
  feed.subscribe((changes) => said.push(...changes));
  await feed.look();
  return async () => {
    said = [];
    await feed.look();
    return said;
  };
}

/** A user with a device, and the way to have a gateway hear it. */
async function aHeard(fixture: Fixture) {
  const { id: userId } = await fixture.aUser();
  const key = aPublicKey();
  const { id } = await fixture.aDevice(userId, { publicKey: key });
  const agent = await fixture.aGateway();
  const report = () => agent.call.agent.report(aReport({ peers: [heard(key)] }));
  return { userId, id, report, change: { id, userId } };
}

it("tells of a device that comes, once, and that it went without anybody's word", async () => {
  await using fixture = await openFixture();
  const { report, change } = await aHeard(fixture);
  const look = await aFeed(fixture);
  expect(await look()).toEqual([]);
  await report();
  expect(await look()).toEqual([change]);
  await report();
  expect(await look()).toEqual([]);
  await letTimePass(fixture, onlineWithinSeconds / 60);
  expect(await look()).toEqual([change]);
  expect(await look()).toEqual([]);
});

it("tells of a device whose access ends or comes back while it is heard", async () => {
  await using fixture = await openFixture();
  const { id, userId, report, change } = await aHeard(fixture);
  await report();
  const look = await aFeed(fixture);
  await fixture.admin.call.device.deactivate({ id });
  expect(await look()).toEqual([change]);
  await fixture.admin.call.device.reactivate({ id });
  expect(await look()).toEqual([change]);
  await fixture.admin.call.user.deactivate({ id: userId });
  expect(await look()).toEqual([change]);
  await fixture.admin.call.user.delete({ id: userId });
  await fixture.drainCascades();
  expect(await look()).toEqual([]);
});

it("sees nothing of another tenant", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const key = aPublicKey();
  await other.aDevice(other.owner.id, { publicKey: key });
  const agent = await other.aGateway();
  const look = await aFeed(fixture);
  await agent.call.agent.report(aReport({ peers: [heard(key)] }));
  expect(await look()).toEqual([]);
});

async function openStream(person: Pick<TestPerson, "callWith">, signal = AbortSignal.timeout(20_000)) {
  const stream = (await person.callWith(signal).cascade.watch()) as AsyncGenerator<CascadeEvent>;
  expect(await stream.next()).toEqual({ done: false, value: { kind: "resync" } });
  return stream;
}

it("goes to every open stream of who may see devices, with one look for all, and ends with the last of them", async () => {
  await using fixture = await openFixture();
  const { report, change } = await aHeard(fixture);
  const leaving = new AbortController();
  const streams = [await openStream(fixture.owner, leaving.signal), await openStream(fixture.admin, leaving.signal)];
  expect(fixture.presence.size).toBe(1);
  await report();
  for (const stream of streams) {
    expect(await stream.next()).toEqual({ done: false, value: { kind: "presence", devices: [change] } });
  }
  const ends = streams.map((stream) => stream.next());
  leaving.abort();
  await Promise.allSettled(ends);
  expect(fixture.presence.size).toBe(0);
});

it("names no one where very many came at once", async () => {
  await using fixture = await openFixture();
  const { id: userId } = await fixture.aUser();
  for (let n = 0; n <= presenceChangesMax; n++) await fixture.aDevice(userId);
  const stream = await openStream(fixture.owner);
  await fixture.inScope((tx) => tx.execute(sql`update devices set last_connection = now()`));
  expect(await stream.next()).toEqual({ done: false, value: { kind: "presence", devices: null } });
});

it("is not for who may not see devices, and ends when that changes", async () => {
  await using fixture = await openFixture();
  const reader = await fixture.aPerson({ permissions: ["user:read"] });
  const stream = await openStream(reader);
  expect(fixture.presence.size).toBe(0);
  const ended = refusalOf(stream.next());
  const [role] = (await fixture.owner.call.user.get({ id: reader.id })).roles;
  await fixture.owner.call.role.update({ id: role?.id ?? "", permissions: ["user:read", "device:read"] });
  expect(await ended).toMatchObject({ code: "UNAUTHORIZED", reason: "session_ended" });
  await openStream(reader);
  expect(fixture.presence.size).toBe(1);
});
