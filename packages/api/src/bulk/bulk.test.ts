import { newId } from "@portcullis/db/ids";
import type { BulkAction, BulkSet } from "@portcullis/domain/bulk";
import { expect, it } from "vitest";
import { createInternalCaller } from "../internal-router.ts";
import { expire } from "../testing/factors.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import type { TestPerson } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";

const workerOf = (fixture: Fixture) => createInternalCaller({ db: fixture.db, principal: { kind: "worker" } }).bulk;

async function doneAs(fixture: Fixture, who: TestPerson, action: BulkAction, of: BulkSet) {
  const { operation } = await who.call.bulk.preview({ action, of });
  await who.call.bulk.start({ id: operation.id });
  await fixture.drainBulk();
  return who.call.bulk.get({ id: operation.id });
}

const off: BulkAction = { verb: "user.deactivate", reason: "layoff" };
const byIds = (...ids: readonly string[]): BulkSet => ({ by: "ids", ids: [...ids] });

it("gives each of many its own result, and lets the rest go through", async () => {
  await using fixture = await openFixture();
  const { owner, admin } = fixture;
  const lower = await fixture.aPerson({ permissions: ["user:deactivate", "user:read"] });
  const gone = await fixture.aUser({ status: "inactive" });
  const people = await Promise.all([fixture.aUser(), fixture.aUser(), fixture.aUser()]);
  const ids = people.map(({ id }) => id);
  const unknown = newId();
  const foreign = (await (await fixture.aTenant()).aUser()).id;
  const of = byIds(...ids, ...ids, owner.id, lower.id, admin.id, gone.id, unknown, foreign);
  const preview = await lower.call.bulk.preview({ action: off, of });
  expect(preview).toMatchObject({
    operation: { status: "preview", total: 9, losing: 3 },
    expected: { changed: 3, unchanged: 1 },
    typed: null,
  });
  const reasons = (results: readonly { reason: string | null; count?: number }[]) =>
    results.map(({ reason }) => reason ?? "").toSorted();
  expect(reasons(preview.expected.refused)).toEqual([
    "not_found",
    "owner_protected",
    "privilege_ceiling",
    "self_protected",
  ]);

  await lower.call.bulk.start({ id: preview.operation.id });
  await fixture.drainBulk();
  expect(await lower.call.bulk.get({ id: preview.operation.id })).toMatchObject({
    status: "done",
    total: 9,
    changed: 3,
    unchanged: 1,
    refused: 3,
    leftAlone: 2,
    failed: 0,
    canUndo: true,
  });
  const { items } = await lower.call.bulk.results({ id: preview.operation.id });
  const resultOf = (id: string) => items.find((item) => item.id === id);
  expect(reasons(items.filter(({ outcome }) => outcome === "refused"))).toEqual([
    "owner_protected",
    "privilege_ceiling",
    "self_protected",
  ]);
  for (const id of [unknown, foreign])
    expect(resultOf(id)).toMatchObject({ outcome: "left_alone", reason: "gone", name: null, email: null });
  for (const { id, email } of people) {
    expect(resultOf(id)).toMatchObject({ outcome: "changed", email, changeId: expect.any(String) as string });
    const entries = (await owner.call.audit.list({ targetId: id })).items.filter(
      ({ action }) => action === "user.deactivated",
    );
    expect(entries).toMatchObject([
      { actor: { id: lower.id }, details: { reason: "layoff" }, cascadeId: resultOf(id)?.changeId },
    ]);
  }
});

it("acts on exactly those of the preview: not on newcomers, who no longer match, or who changed meanwhile", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const group = await fixture.aGroup({});
  const [stays, leaves, changes, comes] = await Promise.all([1, 2, 3, 4].map(() => fixture.aUser()));
  if (!stays || !leaves || !changes || !comes) throw new Error("Somebody is missing.");
  await call.group.addMembers({ id: group.id, userIds: [stays.id, leaves.id, changes.id] });
  const { operation } = await call.bulk.preview({ action: off, of: { by: "users", filter: { groupId: group.id } } });
  expect(operation.total).toBe(3);
  await call.group.removeMembers({ id: group.id, userIds: [leaves.id] });
  await call.group.addMembers({ id: group.id, userIds: [comes.id] });
  await call.user.deactivate({ id: changes.id });
  await call.user.reactivate({ id: changes.id });
  await call.bulk.start({ id: operation.id });
  await fixture.drainBulk();
  expect(await call.bulk.get({ id: operation.id })).toMatchObject({
    status: "done",
    changed: 1,
    leftAlone: 2,
    newcomers: 1,
  });
  const { items } = await call.bulk.results({ id: operation.id, outcome: ["left_alone"] });
  expect(Object.fromEntries(items.map(({ id, reason }) => [id, reason]))).toEqual({
    [leaves.id]: "no_longer_matches",
    [changes.id]: "changed_since",
  });
  const statuses = await Promise.all(
    [stays, leaves, changes, comes].map(async ({ id }) => (await call.user.get({ id })).status),
  );
  expect(statuses).toEqual(["inactive", "active", "active", "active"]);
});

it("matches the lines of a pasted list, and has those that match nothing left out explicitly", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const [one, two] = [await fixture.aUser(), await fixture.aUser()];
  const lines = [` ${one.email.toUpperCase()} `, two.id, "", "nobody@people.test", one.id];
  const preview = await call.bulk.preview({ action: off, of: { by: "list", lines } });
  expect(preview).toMatchObject({
    operation: { total: 2 },
    unmatched: {
      count: 2,
      lines: [
        { line: 4, text: "nobody@people.test", problem: "unknown" },
        { line: 5, text: one.id, problem: "twice" },
      ],
    },
  });
  const { id } = preview.operation;
  for (const leftOut of [undefined, 1]) {
    expect(await refusalOf(call.bulk.start({ id, leftOut }))).toMatchObject({ code: "BAD_REQUEST", field: "leftOut" });
  }
  expect(await call.bulk.start({ id, leftOut: 2 })).toMatchObject({ status: "running" });
});

it("undoes what is still as it left it, once, and leaves ended credentials ended", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const { user, laptop, phone } = await fixture.aUserWithDevices();
  await call.device.deactivate({ id: phone.id });
  const later = await fixture.aUser();
  const session = await fixture.signIn(user.id);
  const done = await doneAs(fixture, fixture.admin, off, byIds(user.id, later.id));
  await fixture.drainCascades();
  await call.user.reactivate({ id: later.id });
  await call.user.deactivate({ id: later.id });

  const undo = await call.bulk.undo({ id: done.id });
  expect(undo).toMatchObject({
    operation: { action: { verb: "user.reactivate" }, undoes: done.id, total: 2 },
    expected: { changed: 1, refused: [{ reason: "changed_since", count: 1 }] },
  });
  await call.bulk.start({ id: undo.operation.id });
  await fixture.drainBulk();
  await fixture.drainCascades();
  expect(await call.bulk.get({ id: undo.operation.id })).toMatchObject({ status: "done", changed: 1, leftAlone: 1 });
  expect(await call.bulk.get({ id: done.id })).toMatchObject({ canUndo: false, undoneBy: undo.operation.id });
  const { status, devices } = await call.user.get({ id: user.id });
  expect(status).toBe("active");
  expect(Object.fromEntries(devices.map(({ id, cause }) => [id, cause]))).toEqual({
    [laptop.id]: null,
    [phone.id]: "admin",
  });
  expect(await refusalOf(session.call.account.me())).toMatchObject({ code: "UNAUTHORIZED" });
  expect((await call.user.get({ id: later.id })).status).toBe("inactive");
});

it("stops for whoever may not do it any more, and refuses the rest", async () => {
  await using fixture = await openFixture();
  const { owner } = fixture;
  for (const end of ["deactivated", "demoted", "deleted"] as const) {
    const actor = await fixture.aPerson({ permissions: ["user:deactivate", "user:read"] });
    const people = await Promise.all([fixture.aUser(), fixture.aUser()]);
    const { operation } = await actor.call.bulk.preview({ action: off, of: byIds(...people.map(({ id }) => id)) });
    await actor.call.bulk.start({ id: operation.id });
    if (end === "deactivated") await owner.call.user.deactivate({ id: actor.id });
    else if (end === "deleted") await owner.call.user.delete({ id: actor.id });
    else await owner.call.user.setRoles({ id: actor.id, roleIds: [] });
    await fixture.drainBulk();
    const after = await owner.call.bulk.get({ id: operation.id });
    expect([end, after]).toMatchObject([end, { status: "stopped", changed: 0, refused: 2 }]);
    const { items } = await owner.call.bulk.results({ id: operation.id });
    const reason = end === "demoted" ? "permission_missing" : "user_not_active";
    expect(items).toMatchObject([
      { outcome: "refused", reason },
      { outcome: "refused", reason },
    ]);
    for (const { id } of people) expect((await owner.call.user.get({ id })).status).toBe("active");
  }
});

it("deletes only who is deactivated, by the number and a fresh proof", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.owner;
  const [active, inactive] = [await fixture.aUser(), await fixture.aUser({ status: "inactive" })];
  const preview = await call.bulk.preview({ action: { verb: "user.delete" }, of: byIds(active.id, inactive.id) });
  expect(preview).toMatchObject({ expected: { changed: 1, refused: [{ reason: "user_not_deactivated" }] }, typed: 1 });
  const { id } = preview.operation;
  expect(await refusalOf(call.bulk.start({ id }))).toMatchObject({ field: "typed" });
  expect(await refusalOf(call.bulk.start({ id, ask: true }))).toMatchObject({ field: "ask" });
  const stale = await fixture.signIn(fixture.owner.id);
  await expire(fixture, stale);
  expect(await refusalOf(stale.call.bulk.start({ id, typed: 1 }))).toMatchObject({ reason: "confirmation_required" });
  await call.bulk.start({ id, typed: 1 });
  await fixture.drainBulk();
  await fixture.drainCascades();
  expect(await refusalOf(call.user.get({ id: inactive.id }))).toMatchObject({ code: "NOT_FOUND" });
  expect((await call.user.get({ id: active.id })).status).toBe("active");
});

it("is cancelled in the middle: each has one result, and what is changed stays so", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const people = await Promise.all(Array.from({ length: 60 }, () => fixture.aUser()));
  const { operation } = await call.bulk.preview({ action: off, of: byIds(...people.map(({ id }) => id)) });
  await call.bulk.start({ id: operation.id });
  await workerOf(fixture).advance({ tenantId: fixture.tenantId, operationId: operation.id });
  expect(await call.bulk.get({ id: operation.id })).toMatchObject({ status: "running", changed: 50 });
  expect(await call.bulk.cancel({ id: operation.id })).toMatchObject({
    status: "cancelled",
    changed: 50,
    cancelled: 10,
  });
  expect(await workerOf(fixture).advance({ tenantId: fixture.tenantId, operationId: operation.id })).toEqual({
    outcome: "idle",
  });
  expect(await refusalOf(call.bulk.cancel({ id: operation.id }))).toMatchObject({ reason: "bulk_not_open" });
  expect((await call.user.count({ status: ["inactive"] })).count).toBe(50);
});

it("is another person's to start for nobody, and once", async () => {
  await using fixture = await openFixture();
  const { id: userId } = await fixture.aUser();
  const { operation } = await fixture.admin.call.bulk.preview({ action: off, of: byIds(userId) });
  const { id } = operation;
  expect(await refusalOf(fixture.owner.call.bulk.start({ id }))).toMatchObject({ code: "NOT_FOUND" });
  const both = await Promise.all([1, 2].map(() => fixture.admin.call.bulk.start({ id })));
  expect(both).toMatchObject([{ status: "running" }, { status: "running" }]);
  const started = await fixture.owner.call.audit.list({ action: ["bulk.started"] });
  expect(started.items).toHaveLength(1);
  await fixture.drainBulk();
  expect(await refusalOf(fixture.admin.call.bulk.start({ id }))).toMatchObject({ reason: "bulk_not_open" });
});

it("ends what nobody started or approved in time, and what somebody had asked for who is erased", async () => {
  await using fixture = await openFixture();
  const { owner } = fixture;
  const leaving = await fixture.aPerson({ role: "ADMIN" });
  const { id: userId } = await fixture.aUser();
  const previewOf = async ({ call }: TestPerson) =>
    (await call.bulk.preview({ action: off, of: byIds(userId) })).operation.id;
  const [forgotten, asked, theirs, theirPreview] = [
    await previewOf(fixture.admin),
    await previewOf(fixture.admin),
    await previewOf(leaving),
    await previewOf(leaving),
  ];
  await fixture.admin.call.bulk.start({ id: asked, ask: true });
  await leaving.call.bulk.start({ id: theirs, ask: true });
  await owner.call.user.delete({ id: leaving.id });
  await fixture.drainCascades();
  expect(await owner.call.bulk.get({ id: theirs })).toMatchObject({ status: "stopped", refused: 1 });
  expect(await refusalOf(owner.call.bulk.get({ id: theirPreview }))).toMatchObject({ code: "NOT_FOUND" });

  await fixture.inScope((tx) => tx.execute("update bulk_operations set expires_at = now() where finished_at is null"));
  await fixture.drainBulk();
  expect(await owner.call.bulk.get({ id: asked })).toMatchObject({ status: "declined", cancelled: 1, changed: 0 });
  expect(await refusalOf(owner.call.bulk.get({ id: forgotten }))).toMatchObject({ code: "NOT_FOUND" });
  expect((await owner.call.user.get({ id: userId })).status).toBe("active");
});

it("keeps ten previews of a person, and finds nobody by a concern that they may not see", async () => {
  await using fixture = await openFixture();
  const { id: userId } = await fixture.aUser();
  const { call } = await fixture.aPerson({ permissions: ["user:read", "user:deactivate"] });
  const ids: string[] = [];
  for (let n = 0; n < 11; n++) ids.push((await call.bulk.preview({ action: off, of: byIds(userId) })).operation.id);
  const [oldest = "", second = ""] = ids;
  expect(await refusalOf(call.bulk.get({ id: oldest }))).toMatchObject({ code: "NOT_FOUND" });
  expect(await call.bulk.get({ id: second })).toMatchObject({ status: "preview" });
  const of = { by: "users", filter: { concern: "administrator_without_factor" } } as const;
  expect(await refusalOf(call.bulk.preview({ action: off, of }))).toMatchObject({ permission: "tenant:read" });
});
