import { notify } from "@portcullis/db/notify";
import { expect, it, vi } from "vitest";
import type { CascadeEvent } from "../change/watch-cascades.ts";
import { openFixture } from "../testing/fixture.ts";
import { openStream as openPeers } from "../testing/peer-stream.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";

async function openStream(person: Pick<TestPerson, "callWith">, signal: AbortSignal) {
  const stream = (await person.callWith(signal).cascade.watch()) as AsyncGenerator<CascadeEvent>;
  expect(await stream.next()).toEqual({ done: false, value: { kind: "resync" } });
  return stream;
}

it("ends the oldest stream of a session without an error once it has ten newer ones", async () => {
  await using fixture = await openFixture();
  const leaving = new AbortController();
  const oldest = await openStream(fixture.owner, leaving.signal);
  const ended = oldest.next();
  const newer = [];
  for (let n = 0; n < 10; n++) newer.push(await openStream(fixture.owner, leaving.signal));
  expect(await ended).toEqual({ done: true, value: undefined });
  const again = await fixture.signIn(fixture.owner.id);
  await openStream(again, leaving.signal);
  expect(fixture.streams.sessions.size).toBe(11);
  const ends = newer.map((stream) => stream.next());
  leaving.abort();
  for (const end of await Promise.all(ends)) expect(end.done).toBe(true);
});

it("ends the oldest stream of a gateway without an error once it has three newer ones", async () => {
  await using fixture = await openFixture();
  const agent = await fixture.aGateway();
  const { stream: oldest } = await openPeers(agent);
  const ended = oldest.next();
  for (let n = 0; n < 3; n++) await openPeers(agent);
  expect(await ended).toEqual({ done: true, value: undefined });
  expect(fixture.streams.gateways.size).toBe(3);
});

it("tells every stream of what moves, and ends each of a session that ends and no other", async () => {
  await using fixture = await openFixture();
  const leaving = new AbortController();
  const people = [];
  for (let n = 0; n < 20; n++) people.push(await fixture.aPerson({ permissions: ["user:read"] }));
  const streams = [];
  for (const person of people)
    for (let n = 0; n < 10; n++) streams.push({ person, stream: await openStream(person, leaving.signal) });
  const { user, admin } = await fixture.aUserWithDevices();
  await admin.user.deactivate({ id: user.id });
  const events = await Promise.all(streams.map(({ stream }) => stream.next()));
  for (const { value } of events) expect(value).toMatchObject({ kind: "cascade", cascade: { userId: user.id } });
  const [gone, ...stay] = people;
  const from = performance.now();
  const ends = streams.filter(({ person }) => person === gone).map(({ stream }) => stream.next());
  await fixture.admin.call.user.deactivate({ id: gone?.id ?? "" });
  for (const end of await Promise.allSettled(ends)) expect(end).toMatchObject({ status: "rejected" });
  expect(performance.now() - from).toBeLessThan(3_000);
  expect(fixture.streams.sessions.size).toBe(stay.length * 10);
  leaving.abort();
});

it("reads a change once for all of the tenant's streams that hear of it", async () => {
  await using fixture = await openFixture();
  const { user } = await fixture.aUserWithDevices();
  const { cascade } = await fixture.admin.call.user.deactivate({ id: user.id });
  const leaving = new AbortController();
  const streams = [];
  for (let n = 0; n < 3; n++) {
    const person = await fixture.aPerson({ permissions: ["user:read"] });
    for (let each = 0; each < 10; each++) streams.push(await openStream(person, leaving.signal));
  }
  const transaction = vi.spyOn(fixture.streams.db, "transaction");
  const first = streams.map((stream) => stream.next());
  await fixture.inScope((tx) => notify(tx, { userId: user.id, cascadeId: cascade?.id ?? "" }));
  for (const { value } of await Promise.all(first)) expect(value).toMatchObject({ kind: "cascade" });
  // The one that told of it, and one read for all thirty; two where the streams heard of it far apart.
  expect(transaction.mock.calls.length).toBeLessThanOrEqual(3);
  leaving.abort();
});

it("opens no more streams than a process serves: 4,000 of sessions and 2,000 of gateways", async () => {
  await using fixture = await openFixture();
  const { sessions, gateways } = fixture.streams;
  const places = Array.from({ length: 4_000 }, (_, n) => sessions.open(`session ${n}`, () => {}));
  for (let n = 0; n < 2_000; n++) gateways.open(`gateway ${n}`, () => {});
  const leaving = new AbortController();
  const busy = { code: "SERVICE_UNAVAILABLE", reason: "busy" };
  expect(await refusalOf(openStream(fixture.owner, leaving.signal))).toMatchObject(busy);
  expect(await refusalOf(openPeers(await fixture.aGateway()))).toMatchObject(busy);
  places[0]?.();
  await openStream(fixture.owner, leaving.signal);
  leaving.abort();
});
