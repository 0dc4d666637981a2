import { onlineWithinSeconds, presenceChangesMax } from "@portcullis/domain/device/presence";
import { readOnlineDevices } from "@portcullis/services/device/read-online-devices";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { PresenceFeed } from "../streams/presence-feed.ts";
import type { PresenceChange } from "../streams/presence-inbox.ts";
import type { CascadeEvent } from "../streams/watch-cascades.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import { aReport, heard, letTimePass } from "../testing/report.ts";
import { aPublicKey } from "../testing/rows.ts";
import { testWorld, type World } from "../testing/world.ts";

/** A feed of the world's tenant that looks when it is told to, and what it said with each look. */
async function aFeed(world: World) {
  const feed = new PresenceFeed(() => readOnlineDevices(world, world.tenantId));
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
async function aHeard(world: World) {
  const { id: userId } = await world.aUser();
  const key = aPublicKey();
  const { id } = await world.aDevice(userId, { publicKey: key });
  const agent = await world.aGateway();
  const report = () => agent.call.agent.report(aReport({ peers: [heard(key)] }));
  return { userId, id, report, change: { id, userId } };
}

it("tells of a device that comes, once, and that it went without anybody's word", async () => {
  await using world = await testWorld();
  const { report, change } = await aHeard(world);
  const look = await aFeed(world);
  expect(await look()).toEqual([]);
  await report();
  expect(await look()).toEqual([change]);
  await report();
  expect(await look()).toEqual([]);
  await letTimePass(world, onlineWithinSeconds / 60);
  expect(await look()).toEqual([change]);
  expect(await look()).toEqual([]);
});

it("tells of a device whose access ends or comes back while it is heard", async () => {
  await using world = await testWorld();
  const { id, userId, report, change } = await aHeard(world);
  await report();
  const look = await aFeed(world);
  await world.admin.call.device.deactivate({ id });
  expect(await look()).toEqual([change]);
  await world.admin.call.device.reactivate({ id });
  expect(await look()).toEqual([change]);
  await world.admin.call.user.deactivate({ id: userId });
  expect(await look()).toEqual([change]);
  await world.admin.call.user.delete({ id: userId });
  await world.drainCascades();
  expect(await look()).toEqual([]);
});

it("sees nothing of another tenant", async () => {
  await using world = await testWorld();
  const other = await world.aTenant();
  const key = aPublicKey();
  await other.aDevice(other.owner.id, { publicKey: key });
  const agent = await other.aGateway();
  const look = await aFeed(world);
  await agent.call.agent.report(aReport({ peers: [heard(key)] }));
  expect(await look()).toEqual([]);
});

async function openStream(person: Pick<TestPerson, "callWith">, signal = AbortSignal.timeout(20_000)) {
  const stream = (await person.callWith(signal).cascade.watch()) as AsyncGenerator<CascadeEvent>;
  expect(await stream.next()).toEqual({ done: false, value: { kind: "resync" } });
  return stream;
}

it("goes to every open stream of who may see devices, with one look for all, and ends with the last of them", async () => {
  await using world = await testWorld();
  const { report, change } = await aHeard(world);
  const leaving = new AbortController();
  const streams = [await openStream(world.owner, leaving.signal), await openStream(world.admin, leaving.signal)];
  expect(world.presence.size).toBe(1);
  await report();
  for (const stream of streams) {
    expect(await stream.next()).toEqual({ done: false, value: { kind: "presence", devices: [change] } });
  }
  const ends = streams.map((stream) => stream.next());
  leaving.abort();
  await Promise.allSettled(ends);
  expect(world.presence.size).toBe(0);
});

it("names no one where very many came at once", async () => {
  await using world = await testWorld();
  const { id: userId } = await world.aUser();
  for (let n = 0; n <= presenceChangesMax; n++) await world.aDevice(userId);
  const stream = await openStream(world.owner);
  await world.inScope((tx) => tx.execute(sql`update devices set last_connection = now()`));
  expect(await stream.next()).toEqual({ done: false, value: { kind: "presence", devices: null } });
});

it("is not for who may not see devices, and ends when that changes", async () => {
  await using world = await testWorld();
  const reader = await world.aPerson({ permissions: ["user:read"] });
  const stream = await openStream(reader);
  expect(world.presence.size).toBe(0);
  const ended = refusalOf(stream.next());
  const [role] = (await world.owner.call.user.get({ id: reader.id })).roles;
  await world.owner.call.role.update({ id: role?.id ?? "", permissions: ["user:read", "device:read"] });
  expect(await ended).toMatchObject({ code: "UNAUTHORIZED", reason: "session_ended" });
  await openStream(reader);
  expect(world.presence.size).toBe(1);
});
