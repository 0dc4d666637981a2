import { newId } from "@portcullis/db/ids";
import { expect, it } from "vitest";
import { changeAs, outcomesOf } from "../testing/change-as.ts";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";
import { endSessionsForm } from "./end-sessions.ts";
import { revokeAllSessions } from "./revoke-all-sessions.ts";

const end = { form: endSessionsForm, meta: revokeAllSessions.meta };

it("ends the sessions of a set with a result for each, and an event for each session", async () => {
  await using fixture = await openFixture();
  const { owner } = fixture;
  const one = await fixture.aPerson({ role: "BASIC" });
  const two = await fixture.aPerson({ role: "BASIC" });
  await fixture.signIn(two.id);
  const none = await fixture.aUser();
  const above = await fixture.aPerson({ permissions: ["tenant:write"] });
  const foreign = await (await fixture.aTenant()).aPerson();
  const acting = await fixture.aPerson({ permissions: ["session:revoke"] });
  const ids = [two.id, owner.id, above.id, foreign.id, newId(), none.id, one.id, two.id, acting.id];
  const results = await changeAs(fixture, acting, end, { ids, input: {} });
  expect(outcomesOf(results)).toEqual([
    "changed",
    "owner_protected",
    "privilege_ceiling",
    "not_found",
    "not_found",
    "unchanged",
    "changed",
    "changed",
    "changed",
  ]);
  // A bulk operation is in no session, so it ends the actor's own too.
  for (const { call } of [one, two, acting]) {
    expect(await refusalOf(call.account.me())).toMatchObject({ reason: "session_ended" });
  }
  expect(await foreign.call.account.me()).toMatchObject({ id: foreign.id });

  const alone = await fixture.aPerson({ role: "BASIC" });
  await fixture.admin.call.session.revokeAll({ userId: alone.id });
  const { items } = await owner.call.audit.list({ action: ["session.revoked"] });
  const entriesOf = (userId: string) =>
    items
      .filter(({ subject }) => subject?.id === userId)
      .map(({ action, target, changed, details }) => [action, target.kind, changed, details]);
  expect(entriesOf(one.id)).toEqual(entriesOf(alone.id));
  expect(entriesOf(two.id)).toEqual([...entriesOf(alone.id), ...entriesOf(alone.id)]);
  expect(entriesOf(none.id)).toEqual([]);
});

it("finds nobody but the actor for whoever may end only their own", async () => {
  await using fixture = await openFixture();
  const member = await fixture.aPerson({ role: "BASIC" });
  const ids = [fixture.admin.id, member.id];
  const results = await changeAs(fixture, member, end, { ids, input: {} });
  expect(outcomesOf(results)).toEqual(["not_found", "changed"]);
  expect(await fixture.admin.call.account.me()).toMatchObject({ id: fixture.admin.id });
});
