import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { refusalOf } from "../testing/refusal.ts";
import { testWorld } from "../testing/world.ts";

it("puts many into a group and takes them out again, one event for each", async () => {
  await using world = await testWorld();
  const { call } = world.admin;
  const userIds: string[] = [];
  for (let n = 0; n < 100; n++) userIds.push((await world.aUser()).id);
  const { id, name } = await world.aGroup({});
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
  await using world = await testWorld();
  const { call } = world.admin;
  const [one, two] = [await world.aUser(), await world.aUser()];
  const { id } = await world.aGroup({ memberIds: [one.id] });
  expect(await call.group.addMembers({ id, userIds: [one.id, two.id, two.id] })).toMatchObject({ changed: 1 });
  expect(await call.group.addMembers({ id, userIds: [one.id, two.id] })).toMatchObject({ changed: 0 });
  await call.group.removeMembers({ id, userIds: [one.id] });
  await call.group.removeMembers({ id, userIds: [one.id] });
  const events = (await call.audit.list({ action: ["user.groups_changed"] })).items;
  expect(events.map((event) => event.subject?.id)).toEqual([one.id, two.id]);
});

it("does all or nothing, and names whom it is about", async () => {
  await using world = await testWorld();
  const other = await world.aTenant();
  const { call } = world.admin;
  const user = await world.aUser();
  const deleted = await world.aUser();
  await call.user.delete({ id: deleted.id });
  const { id } = await world.aGroup({});
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
  await using world = await testWorld();
  const auditor = await world.aUser({ permissions: ["audit:read"] });
  const roleId = (await world.owner.call.user.get({ id: auditor.id })).roles[0]?.id ?? "";
  const user = await world.aUser();
  const carrying = await world.aGroup({ roleIds: [roleId], memberIds: [auditor.id] });
  const plain = await world.aGroup({ memberIds: [auditor.id] });
  const writer = await world.aPerson({ permissions: ["group:write"] });
  const assigner = await world.aPerson({ permissions: ["group:write", "role:assign"] });
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
  await using world = await testWorld();
  const acting = await world.aPerson();
  const roleId = (await world.owner.call.user.get({ id: world.admin.id })).roles[0]?.id ?? "";
  const carrying = await world.aGroup({ memberIds: [acting.id], roleIds: [roleId] });
  const plain = await world.aGroup({ memberIds: [acting.id] });
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
  await using world = await testWorld();
  const watcher = await world.aPerson();
  const roleId = (await world.owner.call.user.get({ id: (await world.aUser({ role: "SUPPORT" })).id })).roles[0]?.id;
  const { id } = await world.aGroup({ memberIds: [watcher.id], roleIds: [roleId ?? ""] });
  const stream = await watcher.call.cascade.watch();
  const reading = async () => {
    for await (const _ of stream) void _;
  };
  // Listened to before it can end.
  const ended = refusalOf(reading());
  await world.admin.call.group.removeMembers({ id, userIds: [watcher.id] });
  expect(await ended).toMatchObject({ reason: "session_ended" });
});
