import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";
import type { TestTenant } from "../testing/tenant.ts";

/** The id of a role with just these permissions, which somebody has already. */
async function aRole(fixture: TestTenant, permissions: Parameters<TestTenant["aUser"]>[0] = {}): Promise<string> {
  const holder = await fixture.aUser(permissions);
  return (await fixture.owner.call.user.get({ id: holder.id })).roles[0]?.id ?? "";
}

it("makes a group with a limit and roles, and tells what whoever is in it gets", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const roleId = await aRole(fixture, { role: "SUPPORT" });
  const group = await call.group.create({ name: " Operations ", description: "", maxDevices: 3, roleIds: [roleId] });
  expect(group).toMatchObject({ name: "Operations", description: null, maxDevices: 3, memberCount: 0 });
  expect(group.roles).toMatchObject([
    { name: "Support", permissions: expect.arrayContaining(["user:read"]) as unknown },
  ]);
  expect(await call.group.get({ id: group.id })).toEqual(group);
  expect((await call.group.list({})).items).toEqual([
    { ...group, createdAt: undefined, updatedAt: undefined, roles: [{ id: roleId, name: "Support" }] },
  ]);
});

it("has one group of a name, whoever asks first", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const taken = { code: "CONFLICT", reason: "group_name_taken", field: "name" };
  await call.group.create({ name: "Operations" });
  const other = await call.group.create({ name: "Other" });
  expect(await refusalOf(call.group.create({ name: "Operations" }))).toMatchObject(taken);
  expect(await refusalOf(call.group.update({ id: other.id, name: "Operations" }))).toMatchObject(taken);
  const settled = await Promise.allSettled(Array.from({ length: 6 }, () => call.group.create({ name: "At once" })));
  expect(settled.filter((one) => one.status === "fulfilled")).toHaveLength(1);
  expect((await call.group.list({})).total.count).toBe(3);
});

it("takes names that differ in case only for one, and lets a group change the case of its own", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const taken = { code: "CONFLICT", reason: "group_name_taken", field: "name" };
  const { id } = await call.group.create({ name: "Finance" });
  const other = await call.group.create({ name: "Other" });
  expect(await refusalOf(call.group.create({ name: "FINANCE" }))).toMatchObject(taken);
  expect(await refusalOf(call.group.update({ id: other.id, name: "finance" }))).toMatchObject(taken);
  expect(await call.group.update({ id, name: "FINANCE" })).toMatchObject({ name: "FINANCE" });
  const names = ["At once", "at once", "AT ONCE", "aT oNcE"];
  const settled = await Promise.allSettled(names.map((name) => call.group.create({ name })));
  expect(settled.filter((one) => one.status === "fulfilled")).toHaveLength(1);
});

it("changes only what is said, and leaves no trace where that changes nothing", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const roleId = await aRole(fixture, { role: "AUDITOR" });
  const made = await call.group.create({
    name: "Operations",
    description: "On call",
    maxDevices: 3,
    roleIds: [roleId],
  });
  const renamed = await call.group.update({ id: made.id, name: "Ops" });
  expect(renamed).toEqual({ ...made, name: "Ops", updatedAt: renamed.updatedAt });
  const emptied = await call.group.update({ id: made.id, description: "", maxDevices: null, roleIds: [] });
  expect(emptied).toMatchObject({ name: "Ops", description: null, maxDevices: null, roles: [] });
  const same = { id: made.id, name: "Ops", description: null, maxDevices: null, roleIds: [] };
  expect(await call.group.update(same)).toEqual(emptied);
  expect((await call.audit.list({ targetId: made.id, action: ["group.updated"] })).items).toHaveLength(2);
});

it("does not let two administrators overwrite each other silently", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const { id, updatedAt: ifUpdatedAt } = await call.group.create({ name: "Operations" });
  await call.group.update({ id, maxDevices: 2, ifUpdatedAt });
  expect(await refusalOf(call.group.update({ id, maxDevices: 4, ifUpdatedAt }))).toMatchObject({
    code: "CONFLICT",
    reason: "stale_write",
  });
});

it("gives its roles to its members at once, and takes them with it", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const member = await fixture.aPerson();
  const group = await fixture.aGroup({ memberIds: [member.id] });
  const roleId = await aRole(fixture, { role: "SUPPORT" });
  expect(await refusalOf(member.call.user.list({}))).toMatchObject({ reason: "permission_missing" });
  await call.group.update({ id: group.id, roleIds: [roleId] });
  expect((await member.call.user.list({})).items.length).toBeGreaterThan(0);
  expect((await call.user.get({ id: member.id })).roles).toMatchObject([
    { id: roleId, origins: [{ kind: "group", name: group.name }] },
  ]);
  await call.group.delete({ id: group.id });
  expect(await refusalOf(member.call.user.list({}))).toMatchObject({ reason: "permission_missing" });
  const [event] = (await call.audit.list({ targetId: member.id, action: ["user.groups_changed"] })).items;
  expect(event?.details).toEqual({ before: { groups: [group.name] }, after: { groups: [] } });
  expect(await refusalOf(call.group.delete({ id: group.id }))).toEqual(
    await refusalOf(call.group.delete({ id: randomUUID() })),
  );
});

it("counts what a deletion would take: roles held in no other way, limits, devices too many", async () => {
  await using fixture = await openFixture();
  const roleId = await aRole(fixture, { role: "SUPPORT" });
  const [only, direct, double, own] = await Promise.all([
    fixture.aUser(),
    fixture.aUser({ role: "SUPPORT" }),
    fixture.aUser(),
    fixture.aUser({ maxDevices: 2 }),
  ]);
  const memberIds = [only, direct, double, own].map((user) => user.id);
  const group = await fixture.aGroup({ maxDevices: 9, memberIds, roleIds: [roleId] });
  await fixture.aGroup({ maxDevices: 9, memberIds: [double.id], roleIds: [roleId] });
  for (let n = 0; n < 6; n++) await fixture.aDevice(only.id);
  expect(await fixture.admin.call.group.impact({ id: group.id })).toEqual({
    members: 4,
    roles: [{ id: roleId, name: "Support", members: 2 }],
    limitsChanged: 2,
    overLimit: 1,
  });
  const before = await fixture.admin.call.user.get({ id: only.id });
  await fixture.admin.call.group.delete({ id: group.id });
  const after = await fixture.admin.call.user.get({ id: only.id });
  expect([before.deviceLimit.value, after.deviceLimit.value]).toEqual([9, 5]);
  expect(after.deviceCounts.total).toBe(6);
});

it("asks for role:assign, and for every permission, where it carries roles", async () => {
  await using fixture = await openFixture();
  const strong = await aRole(fixture, { permissions: ["audit:read"] });
  const carrying = await fixture.aGroup({ roleIds: [strong] });
  const writer = await fixture.aPerson({ permissions: ["group:write"] });
  const assigner = await fixture.aPerson({ permissions: ["group:write", "role:assign"] });
  for (const [who, reason] of [
    [writer, "permission_missing"],
    [assigner, "privilege_ceiling"],
  ] as const) {
    for (const act of [
      () => who.call.group.create({ name: "Mine", roleIds: [strong] }),
      () => who.call.group.update({ id: carrying.id, roleIds: [] }),
      () => who.call.group.delete({ id: carrying.id }),
    ]) {
      expect(await refusalOf(act())).toMatchObject({ code: "FORBIDDEN", reason });
    }
    expect(await who.call.group.create({ name: `Of ${who.id}` })).toMatchObject({ roles: [] });
    // What it grants stays as it is: its name needs no more than group:write.
    expect(await who.call.group.update({ id: carrying.id, name: `By ${who.id}` })).toMatchObject({ memberCount: 0 });
  }
});

it("lets nobody demote themselves by it, but the owner, who holds nothing by roles", async () => {
  await using fixture = await openFixture();
  const admin = await aRole(fixture, { role: "ADMIN" });
  const acting = await fixture.aPerson();
  const group = await fixture.aGroup({ memberIds: [acting.id, fixture.owner.id], roleIds: [admin] });
  for (const act of [
    () => acting.call.group.update({ id: group.id, roleIds: [] }),
    () => acting.call.group.delete({ id: group.id }),
  ]) {
    expect(await refusalOf(act())).toMatchObject({ code: "FORBIDDEN", reason: "self_protected" });
  }
  expect((await acting.call.group.get({ id: group.id })).roles).toHaveLength(1);
  expect(await fixture.owner.call.group.delete({ id: group.id })).toEqual({ id: group.id });
});

it("says which role is not there", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const [ours, theirs] = [await aRole(fixture, { role: "BASIC" }), await aRole(other, { role: "BASIC" })];
  const { id } = await fixture.aGroup({});
  for (const roleId of [theirs, randomUUID()]) {
    const refusal = { code: "NOT_FOUND", field: "roleIds.1" };
    const roleIds = [ours, roleId];
    expect(await refusalOf(fixture.owner.call.group.create({ name: "x", roleIds }))).toMatchObject(refusal);
    expect(await refusalOf(fixture.owner.call.group.update({ id, roleIds }))).toMatchObject(refusal);
  }
});

it("finds groups by any part of their name, page by page", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  for (const name of ["Field North", "Field South", "Offield", "100%"]) await call.group.create({ name });
  const names = async (search: string) => (await call.group.list({ search })).items.map((group) => group.name);
  expect(await names("FIELD")).toEqual(["Field North", "Field South", "Offield"]);
  expect(await names("%")).toEqual(["100%"]);
  const first = await call.group.list({ search: "field", limit: 2 });
  const next = await call.group.list({ search: "field", limit: 2, cursor: first.nextCursor ?? "" });
  expect([...first.items, ...next.items].map((group) => group.name)).toEqual(await names("field"));
  expect(await refusalOf(call.group.list({ limit: 2, cursor: first.nextCursor ?? "" }))).toMatchObject({
    reason: "cursor_invalid",
  });
});
