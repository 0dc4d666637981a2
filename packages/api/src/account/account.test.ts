import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

const ended = { code: "UNAUTHORIZED", reason: "session_ended" };

it("lets a member change their own names, records it, and says nothing when nothing changed", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const me = await member.call.account.update({ firstName: "Grace", lastName: "Hopper" });
  expect(me).toMatchObject({ id: member.id, firstName: "Grace", lastName: "Hopper" });
  expect(await member.call.account.update({ firstName: "Grace" })).toEqual(me);
  expect((await fixture.owner.call.audit.list({ targetId: member.id })).items).toMatchObject([
    {
      action: "user.updated",
      actor: { id: member.id },
      target: { kind: "user", id: member.id },
      changed: ["firstName", "lastName"],
      details: { before: { firstName: "Ada", lastName: null }, after: { firstName: "Grace", lastName: "Hopper" } },
      origin: { address: "192.0.2.7", agent: "Test/1.0" },
    },
  ]);
});

it("refuses to overwrite what somebody else saved of one's profile meanwhile", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const seen = await member.call.account.me();
  await fixture.admin.call.user.update({ id: member.id, lastName: "Byron" });
  const stale = member.call.account.update({ lastName: "Lovelace", ifUpdatedAt: seen.updatedAt });
  expect(await refusalOf(stale)).toMatchObject({ code: "CONFLICT", reason: "stale_write", field: "ifUpdatedAt" });
  const { updatedAt, lastName } = await member.call.account.me();
  expect(lastName).toBe("Byron");
  expect(await member.call.account.update({ lastName: "Lovelace", ifUpdatedAt: updatedAt })).toMatchObject({
    lastName: "Lovelace",
  });
});

it("signs somebody out everywhere, here too, and nobody else", async () => {
  await using fixture = await openFixture();
  const here = await fixture.aPerson({ role: "BASIC" });
  const there = await fixture.signIn(here.id);
  expect(await here.call.account.signOutEverywhere()).toEqual({ count: 2 });
  for (const session of [here, there]) expect(await refusalOf(session.call.account.me())).toMatchObject(ended);
  expect(await refusalOf(here.call.account.signOutEverywhere())).toMatchObject(ended);
  expect(await fixture.admin.call.account.me()).toMatchObject({ id: fixture.admin.id });
  const { items } = await fixture.owner.call.audit.list({ targetId: here.id });
  expect(new Set(items.map(({ action, actor, target }) => `${action} ${actor.id} ${target.id}`))).toEqual(
    new Set([here, there].map(({ sessionId }) => `session.revoked ${here.id} ${sessionId}`)),
  );
});
