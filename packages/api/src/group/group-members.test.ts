import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

it("puts many into a group and takes them out again, one event for each", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const userIds: string[] = [];
  for (let n = 0; n < 100; n++) userIds.push((await fixture.aUser()).id);
  const { id, name } = await fixture.aGroup({});
  expect(await call.group.addMembers({ id, userIds })).toMatchObject({ id, memberCount: 100 });
  expect((await call.user.list({ groupId: id, limit: 100 })).items.map((user) => user.id).toSorted()).toEqual(
    userIds.toSorted(),
  );
  const events = (await call.audit.list({ action: ["user.groups_changed"], limit: 100 })).items;
  expect(new Set(events.map((event) => event.subject?.id))).toEqual(new Set(userIds));
  expect(events[0]?.details).toEqual({ before: { groups: [] }, after: { groups: [name] } });
  expect(events[0]?.origin).toMatchObject({ address: "192.0.2.7" });
  expect(await call.group.removeMembers({ id, userIds })).toMatchObject({ memberCount: 0 });
  expect((await call.audit.list({ action: ["user.groups_changed"] })).total.count).toBe(200);
});

it("leaves no trace of who is in it already, or not in it, or named twice", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const [one, two] = [await fixture.aUser(), await fixture.aUser()];
  const { id } = await fixture.aGroup({ memberIds: [one.id] });
  expect(await call.group.addMembers({ id, userIds: [one.id, two.id, two.id] })).toMatchObject({ changed: 1 });
  expect(await call.group.addMembers({ id, userIds: [one.id, two.id] })).toMatchObject({ changed: 0 });
  await call.group.removeMembers({ id, userIds: [one.id] });
  await call.group.removeMembers({ id, userIds: [one.id] });
  const events = (await call.audit.list({ action: ["user.groups_changed"] })).items;
  expect(events.map((event) => event.subject?.id)).toEqual([one.id, two.id]);
});

it("does all or nothing, and names whom it is about", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const { call } = fixture.admin;
  const user = await fixture.aUser();
  const deleted = await fixture.aUser();
  await call.user.delete({ id: deleted.id });
  const { id } = await fixture.aGroup({});
  for (const missing of [deleted.id, (await other.aUser()).id, randomUUID()]) {
    for (const act of [call.group.addMembers, call.group.removeMembers]) {
      expect(await refusalOf(act({ id, userIds: [user.id, missing] }))).toMatchObject({
        code: "NOT_FOUND",
        field: "userIds.1",
      });
    }
  }
  expect(await call.group.get({ id })).toMatchObject({ memberCount: 0 });
  expect((await call.audit.list({ action: ["user.groups_changed"] })).items).toEqual([]);
});

it("gives what the group carries only by whoever could give it, and to nobody above them", async () => {
  await using fixture = await openFixture();
  const auditor = await fixture.aUser({ permissions: ["audit:read"] });
  const roleId = (await fixture.owner.call.user.get({ id: auditor.id })).roles[0]?.id ?? "";
  const user = await fixture.aUser();
  const carrying = await fixture.aGroup({ roleIds: [roleId], memberIds: [auditor.id] });
  const plain = await fixture.aGroup({ memberIds: [auditor.id] });
  const writer = await fixture.aPerson({ permissions: ["group:write"] });
  const assigner = await fixture.aPerson({ permissions: ["group:write", "role:assign"] });
  for (const [who, reason] of [
    [writer, "permission_missing"],
    [assigner, "privilege_ceiling"],
  ] as const) {
    for (const act of [who.call.group.addMembers, who.call.group.removeMembers]) {
      expect(await refusalOf(act({ id: carrying.id, userIds: [user.id] }))).toMatchObject({
        code: "FORBIDDEN",
        reason,
      });
      expect(await refusalOf(act({ id: plain.id, userIds: [user.id, auditor.id] }))).toMatchObject({
        code: "FORBIDDEN",
        reason: "privilege_ceiling",
        field: "userIds.1",
      });
    }
    expect(await who.call.group.addMembers({ id: plain.id, userIds: [user.id] })).toMatchObject({ memberCount: 2 });
  }
});

it("lets nobody leave a group that gives them what they hold", async () => {
  await using fixture = await openFixture();
  const acting = await fixture.aPerson();
  const roleId = (await fixture.owner.call.user.get({ id: fixture.admin.id })).roles[0]?.id ?? "";
  const carrying = await fixture.aGroup({ memberIds: [acting.id], roleIds: [roleId] });
  const plain = await fixture.aGroup({ memberIds: [acting.id] });
  for (const act of [
    () => acting.call.group.removeMembers({ id: carrying.id, userIds: [acting.id] }),
    () => acting.call.user.setGroups({ id: acting.id, groupIds: [plain.id] }),
  ]) {
    expect(await refusalOf(act())).toMatchObject({ code: "FORBIDDEN", reason: "self_protected" });
  }
  expect(await acting.call.group.removeMembers({ id: plain.id, userIds: [acting.id] })).toMatchObject({
    memberCount: 0,
  });
});

it("ends what a stream may see as soon as the group no longer gives it", async () => {
  await using fixture = await openFixture();
  const watcher = await fixture.aPerson();
  const roleId = (await fixture.owner.call.user.get({ id: (await fixture.aUser({ role: "SUPPORT" })).id })).roles[0]
    ?.id;
  const { id } = await fixture.aGroup({ memberIds: [watcher.id], roleIds: [roleId ?? ""] });
  const stream = await watcher.call.cascade.watch();
  const reading = async () => {
    for await (const _ of stream) void _;
  };
  // Listened to before it can end.
  const ended = refusalOf(reading());
  await fixture.admin.call.group.removeMembers({ id, userIds: [watcher.id] });
  expect(await ended).toMatchObject({ reason: "session_ended" });
});
