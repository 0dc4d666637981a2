import { once } from "node:events";
import { TRPCError } from "@trpc/server";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { callersOf, type TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import type { CascadeEvent } from "./watch-cascades.ts";

/** A stream that is known to listen: its first event has arrived. */
async function openStream(person: Pick<TestPerson, "callWith">, signal = AbortSignal.timeout(20_000)) {
  const stream = (await person.callWith(signal).cascade.watch()) as AsyncGenerator<CascadeEvent>;
  expect(await stream.next()).toEqual({ done: false, value: { kind: "resync" } });
  return stream;
}

/** The first event that a condition holds for. */
async function eventWhere(stream: AsyncGenerator<CascadeEvent>, holds: (event: CascadeEvent) => boolean) {
  for await (const event of stream) if (holds(event)) return event;
  throw new Error("The stream ended before the event.");
}

async function endOf(stream: AsyncGenerator<CascadeEvent>) {
  return refusalOf(
    (async () => {
      for await (const _ of stream);
    })(),
  );
}

it("tells of a cascade until it is done", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  const stream = await openStream(fixture.owner);
  const { cascade } = await admin.user.deactivate({ id: user.id });
  await fixture.drainCascades();
  const event = await eventWhere(stream, (e) => e.kind === "cascade" && e.cascade.status === "done");
  expect(event).toMatchObject({ cascade: { id: cascade?.id, userId: user.id, devicesDone: 2, devicesTotal: 2 } });
});

it("tells nothing of another tenant", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const theirs = await other.aUserWithDevices();
  const ours = await fixture.aUserWithDevices();
  const stream = await openStream(fixture.owner);
  await theirs.admin.user.deactivate({ id: theirs.user.id });
  await ours.admin.user.deactivate({ id: ours.user.id });
  const event = await eventWhere(stream, (e) => e.kind === "cascade");
  expect(event).toMatchObject({ cascade: { userId: ours.user.id } });
});

it("ends within 5 s when its user is deactivated", async () => {
  await using fixture = await openFixture();
  const reader = await fixture.aPerson({ permissions: ["user:read"] });
  const stream = await openStream(reader);
  const ended = endOf(stream);
  const from = performance.now();
  await fixture.admin.call.user.deactivate({ id: reader.id });
  expect(await ended).toMatchObject({ code: "UNAUTHORIZED", reason: "session_ended" });
  expect(performance.now() - from).toBeLessThan(5_000);
});

it("ends within 5 s when its session is revoked, or its right taken away without a word", async () => {
  await using fixture = await openFixture();
  const reader = await fixture.aPerson({ permissions: ["user:read"] });
  const again = await fixture.signIn(reader.id);
  const revoked = endOf(await openStream(again));
  const demoted = endOf(await openStream(reader));
  const from = performance.now();
  await reader.call.session.revoke({ id: again.sessionId });
  expect(await revoked).toMatchObject({ reason: "session_ended" });
  await fixture.dropRoles(reader.id);
  expect(await demoted).toMatchObject({ reason: "session_ended" });
  expect(performance.now() - from).toBeLessThan(5_000);
});

it("ends when it cannot tell whether its user is still there", async () => {
  await using fixture = await openFixture();
  const parts = fixture.owner.parts();
  let isDown = false;
  const down = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
  const authenticate = () => (isDown ? Promise.reject(down) : parts.again.authenticate());
  const stream = await openStream(callersOf(() => ({ ...parts, again: { ...parts.again, authenticate } })));
  isDown = true;
  expect(await endOf(stream)).toMatchObject({ code: "SERVICE_UNAVAILABLE", reason: "database_unavailable" });
});

it("ends when the database does not say within 5 s whether its user is still there", async () => {
  await using fixture = await openFixture();
  const parts = fixture.owner.parts();
  let isFrozen = false;
  const authenticate = () => (isFrozen ? new Promise<never>(() => {}) : parts.again.authenticate());
  const stream = await openStream(callersOf(() => ({ ...parts, again: { ...parts.again, authenticate } })));
  isFrozen = true;
  const from = performance.now();
  expect(await endOf(stream)).toMatchObject({ code: "SERVICE_UNAVAILABLE", reason: "database_unavailable" });
  // Three seconds until it looks, and five until it gives up.
  expect(performance.now() - from).toBeLessThan(10_000);
});

it("asks to read everything again after the listener lost its connection", async () => {
  await using fixture = await openFixture();
  const stream = await openStream(fixture.owner);
  await fixture.breakListener();
  expect(await eventWhere(stream, (event) => event.kind === "resync")).toEqual({ kind: "resync" });
});

it("leaves nothing behind when the reader goes", async () => {
  await using fixture = await openFixture();
  const leaving = new AbortController();
  const stream = await openStream(fixture.owner, leaving.signal);
  expect(fixture.subscribers()).toBe(1);
  const next = stream.next();
  const aborted = once(leaving.signal, "abort");
  leaving.abort();
  await aborted;
  await next.catch((error: unknown) => expect(error).toBeInstanceOf(TRPCError));
  expect(fixture.subscribers()).toBe(0);
});

it("is refused without user:read", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  expect(await refusalOf(member.call.cascade.watch())).toMatchObject({ reason: "permission_missing" });
});
