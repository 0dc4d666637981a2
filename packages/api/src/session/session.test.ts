import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

it("refuses every session of a user at the next call once deactivated, and after reactivation too", async () => {
  await using fixture = await openFixture();
  const user = await fixture.aUser({ role: "BASIC" });
  const sessions = [await fixture.signIn(user.id), await fixture.signIn(user.id)];
  for (const session of sessions) expect(await session.call.account.me()).toMatchObject({ id: user.id });

  await fixture.admin.call.user.deactivate({ id: user.id });
  for (const session of sessions) {
    expect(await refusalOf(session.call.account.me())).toMatchObject({ code: "UNAUTHORIZED", reason: "session_ended" });
  }
  await fixture.admin.call.user.reactivate({ id: user.id });
  for (const session of sessions) expect(await refusalOf(session.call.account.me())).toMatchObject({ httpStatus: 401 });
});

it("lists one's own sessions, and says which one asks", async () => {
  await using fixture = await openFixture();
  const here = await fixture.aPerson({ role: "BASIC" });
  const there = await fixture.signIn(here.id);
  const { items } = await here.call.session.list({});
  expect(items.map(({ id, current }) => ({ id, current })).toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(
    [
      { id: here.sessionId, current: true },
      { id: there.sessionId, current: false },
    ].toSorted((a, b) => a.id.localeCompare(b.id)),
  );
});

it("ends one session, and asking twice finds none", async () => {
  await using fixture = await openFixture();
  const here = await fixture.aPerson({ role: "BASIC" });
  const there = await fixture.signIn(here.id);
  expect(await here.call.session.revoke({ id: there.sessionId })).toEqual({ count: 1 });
  expect(await refusalOf(there.call.account.me())).toMatchObject({ code: "UNAUTHORIZED" });
  expect(await refusalOf(here.call.session.revoke({ id: there.sessionId }))).toMatchObject({ code: "NOT_FOUND" });
  expect(await here.call.account.me()).toMatchObject({ sessionId: here.sessionId });
});

it("ends all of one's own but the one that asks, and all of another's", async () => {
  await using fixture = await openFixture();
  const here = await fixture.aPerson({ role: "BASIC" });
  const there = await fixture.signIn(here.id);
  expect(await here.call.session.revokeAll({})).toEqual({ count: 1 });
  expect(await here.call.session.revokeAll({})).toEqual({ count: 0 });
  expect(await refusalOf(there.call.account.me())).toMatchObject({ code: "UNAUTHORIZED" });
  expect(await fixture.admin.call.session.revokeAll({ userId: here.id })).toEqual({ count: 1 });
  expect(await refusalOf(here.call.account.me())).toMatchObject({ code: "UNAUTHORIZED" });
});

it("does not end sessions of others without the permission, above the ceiling, or in another tenant", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const support = await fixture.aPerson({ role: "SUPPORT" });
  const other = await fixture.aTenant();
  const { admin } = fixture;
  expect(await refusalOf(member.call.session.revoke({ id: admin.sessionId }))).toEqual(
    await refusalOf(member.call.session.revoke({ id: randomUUID() })),
  );
  expect(await refusalOf(support.call.session.revoke({ id: admin.sessionId }))).toMatchObject({
    reason: "privilege_ceiling",
  });
  expect(await refusalOf(support.call.session.revokeAll({ userId: admin.id }))).toMatchObject({
    reason: "privilege_ceiling",
  });
  expect(await refusalOf(other.owner.call.session.revoke({ id: admin.sessionId }))).toMatchObject({
    code: "NOT_FOUND",
  });
  expect(await admin.call.account.me()).toMatchObject({ id: admin.id });
});

it("looks at rights anew with every call", async () => {
  await using fixture = await openFixture();
  const reader = await fixture.aPerson({ permissions: ["user:read"] });
  await reader.call.user.get({ id: fixture.admin.id });
  await fixture.dropRoles(reader.id);
  expect(await refusalOf(reader.call.user.get({ id: fixture.admin.id }))).toMatchObject({
    reason: "permission_missing",
  });
});
