import { randomUUID } from "node:crypto";
import { aPublicKey } from "@portcullis/testing/tenant";
import { expect, it } from "vitest";
import { procedures } from "../kernel/list-procedures.ts";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

it("shows a member nothing of anybody else: no item, no count, no difference to an unknown id", async () => {
  await using fixture = await openFixture();
  const { user, laptop } = await fixture.aUserWithDevices();
  const session = await fixture.signIn(user.id);
  const member = await fixture.aPerson({ role: "BASIC" });
  const own = await fixture.aDevice(member.id, { name: "own" });
  const { call } = member;

  for (const filter of [{}, { search: "lap" }, { search: "laptop" }, { search: user.email }, { search: "o" }]) {
    const page = await call.device.list(filter);
    expect(page.items.filter((device) => device.id !== own.id)).toEqual([]);
    expect(await call.device.count(filter)).toEqual({ count: page.items.length, exact: true });
  }
  const nothing = { items: [], nextCursor: null };
  const none = { count: 0, exact: true };
  for (const userId of [user.id, fixture.owner.id, randomUUID()]) {
    expect(await call.device.list({ userId })).toEqual(nothing);
    expect(await call.device.count({ userId })).toEqual(none);
    expect(await call.session.list({ userId })).toEqual({ ...nothing, total: none });
  }
  const attempts: [theirs: string, attempt: (id: string) => Promise<unknown>][] = [
    [laptop.id, (id) => call.device.get({ id })],
    [laptop.id, (id) => call.device.history({ id, span: "7d" })],
    [laptop.id, (id) => call.device.rename({ id, name: "x" })],
    [laptop.id, (id) => call.device.remove({ id })],
    [session.sessionId, (id) => call.session.revoke({ id })],
    [user.id, (userId) => call.session.revokeAll({ userId })],
  ];
  for (const [theirs, attempt] of attempts) {
    const refusal = await refusalOf(attempt(theirs));
    expect(refusal).toMatchObject({ code: "NOT_FOUND", reason: "not_found" });
    expect(refusal).toEqual(await refusalOf(attempt(randomUUID())));
  }
});

it("leaves a member the whole of their own: devices, sessions, profile", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const { call } = member;
  const laptop = await call.device.register({ name: "laptop", platform: "linux", publicKey: aPublicKey() });
  expect(await call.device.get({ id: laptop.id })).toEqual(laptop);
  expect(await call.device.rename({ id: laptop.id, name: "old laptop" })).toMatchObject({ name: "old laptop" });
  expect((await call.device.list({ userId: member.id })).items).toHaveLength(1);
  expect(await call.device.remove({ id: laptop.id })).toEqual({ id: laptop.id });
  expect((await call.session.list({ userId: member.id })).items).toMatchObject([{ current: true }]);
  expect(await call.account.me()).toMatchObject({ id: member.id, permissions: [], roles: [{ name: "Member" }] });
});

it("names for every procedure of self-service the right that reaches others", () => {
  const own = procedures.filter(({ access }) => "own" in access);
  expect(own.map(({ path }) => path).filter((path) => !/^(access|device|session)\./.test(path))).toEqual([]);
});

it("does not let a device that was switched off be removed and registered anew by its user", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const key = { name: "laptop", platform: "linux" as const, publicKey: aPublicKey() };
  const { id } = await member.call.device.register(key);
  await fixture.admin.call.device.deactivate({ id });
  expect(await refusalOf(member.call.device.remove({ id }))).toMatchObject({
    code: "FORBIDDEN",
    reason: "device_switched_off",
  });
  expect(await refusalOf(member.call.device.register(key))).toMatchObject({ reason: "device_key_taken" });
  for (const change of ["deactivate", "reactivate"] as const) {
    expect(await refusalOf(member.call.device[change]({ id }))).toMatchObject({ reason: "permission_missing" });
  }
  expect(await member.call.device.get({ id })).toMatchObject({ active: false, cause: "admin" });
});
