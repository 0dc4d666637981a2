import { randomUUID } from "node:crypto";
import { permissions } from "@portcullis/domain/permission";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

const permissionsBut = (missing: string) => permissions.filter((one) => one !== missing);

it("makes a role, which nobody holds, and changes it", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const made = await call.role.create({ name: " Field staff ", permissions: ["device:read", "user:read"] });
  expect(made).toMatchObject({
    name: "Field staff",
    description: null,
    system: null,
    permissions: ["user:read", "device:read"],
    holders: { users: 0, direct: 0, groups: 0 },
    groups: [],
  });
  const changed = await call.role.update({ id: made.id, name: "Road", description: "Far away.", permissions: [] });
  expect(changed).toMatchObject({ name: "Road", description: "Far away.", permissions: [] });
  expect(Date.parse(changed.updatedAt)).toBeGreaterThan(Date.parse(made.updatedAt));
  expect(await call.role.get({ id: made.id })).toEqual(changed);
  expect((await call.role.list({})).items.map((role) => role.name)).toContain("Road");
});

it("counts who holds a role directly, through groups, and together", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const role = await call.role.create({ name: "Field staff", permissions: [] });
  const [both, direct, member] = [await fixture.aUser(), await fixture.aUser(), await fixture.aUser()];
  for (const { id } of [both, direct]) await call.user.setRoles({ id, roleIds: [role.id] });
  const one = await fixture.aGroup({ roleIds: [role.id], memberIds: [both.id, member.id] });
  const two = await fixture.aGroup({ roleIds: [role.id], memberIds: [member.id] });
  const { holders, groups } = await call.role.get({ id: role.id });
  expect(holders).toEqual({ users: 3, direct: 2, groups: 2 });
  expect(groups).toEqual([one, two].toSorted((a, b) => a.name.localeCompare(b.name)));
  expect((await call.role.list({})).items.find(({ id }) => id === role.id)?.holders).toEqual(holders);
  expect((await call.user.count({ roleId: role.id })).count).toBe(holders.users);
});

it("leaves the system roles as they are", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.owner;
  const before = (await call.role.list({})).items;
  for (const { id } of before) {
    for (const change of [() => call.role.update({ id, name: "Mine" }), () => call.role.delete({ id })]) {
      expect(await refusalOf(change())).toMatchObject({ code: "FORBIDDEN", reason: "role_is_system" });
    }
  }
  expect((await call.role.list({})).items).toEqual(before);
});

it("takes no name that another role of the tenant has", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const { id } = await call.role.create({ name: "Field staff", permissions: [] });
  const taken = { code: "CONFLICT", reason: "role_name_taken", field: "name" };
  expect(await refusalOf(call.role.create({ name: "Field staff", permissions: [] }))).toMatchObject(taken);
  expect(await refusalOf(call.role.create({ name: "FIELD STAFF", permissions: [] }))).toMatchObject(taken);
  expect(await refusalOf(call.role.update({ id, name: "Support" }))).toMatchObject(taken);
  expect(await refusalOf(call.role.update({ id, name: "support" }))).toMatchObject(taken);
  expect(await call.role.update({ id, name: "Field Staff" })).toMatchObject({ name: "Field Staff" });
  const other = await fixture.aTenant();
  expect(await other.admin.call.role.create({ name: "Field staff", permissions: [] })).toMatchObject({ system: null });
});

it("lets nobody put into a role, or take out of one, what they lack", async () => {
  await using fixture = await openFixture();
  const mallory = (await fixture.aPerson({ permissions: permissionsBut("audit:read") })).call;
  const strong = await fixture.admin.call.role.create({ name: "Strong", permissions: ["audit:read"] });
  const weak = await mallory.role.create({ name: "Weak", permissions: ["user:read"] });
  const refused = {
    code: "FORBIDDEN",
    reason: "privilege_ceiling",
    message: expect.stringContaining("audit:read") as string,
  };
  for (const attempt of [
    () => mallory.role.create({ name: "Mine", permissions: ["audit:read"] }),
    () => mallory.role.update({ id: weak.id, permissions: ["user:read", "audit:read"] }),
    () => mallory.role.update({ id: strong.id, permissions: [] }),
    () => mallory.role.update({ id: strong.id, name: "Stronger" }),
    () => mallory.role.delete({ id: strong.id }),
  ]) {
    expect(await refusalOf(attempt())).toMatchObject(refused);
  }
  expect(await fixture.owner.call.role.get({ id: strong.id })).toEqual(strong);
  expect(await fixture.owner.call.role.get({ id: weak.id })).toEqual(weak);
});

it("lets nobody change a role so that they lose a right by it, but the owner", async () => {
  await using fixture = await openFixture();
  const role = await fixture.admin.call.role.create({ name: "All", permissions: [...permissions] });
  const holder = await fixture.aPerson();
  await fixture.admin.call.user.setRoles({ id: holder.id, roleIds: [role.id] });
  const less = { id: role.id, permissions: permissionsBut("role:write") };
  expect(await refusalOf(holder.call.role.update(less))).toMatchObject({
    code: "FORBIDDEN",
    reason: "self_protected",
    message: expect.stringContaining("role:write") as string,
  });
  expect((await fixture.admin.call.role.get({ id: role.id })).permissions).toEqual(permissions);
  await fixture.owner.call.role.update(less);
  expect((await holder.call.account.me()).permissions).not.toContain("role:write");
});

it("does not let two editors overwrite each other silently, and leaves no trace of a save that changes nothing", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const role = await call.role.create({ name: "Field staff", permissions: ["user:read", "device:read"] });
  const same = { id: role.id, name: role.name, permissions: ["device:read", "user:read"] as const };
  const save = { ...same, permissions: [...same.permissions], ifUpdatedAt: role.updatedAt };
  expect(await call.role.update(save)).toEqual(role);
  expect((await call.audit.list({ targetId: role.id })).items).toHaveLength(1);
  await call.role.update({ id: role.id, description: "Mine." });
  expect(await refusalOf(call.role.update(save))).toMatchObject({
    code: "CONFLICT",
    reason: "stale_write",
    field: "ifUpdatedAt",
  });
});

it("deletes a role that nobody holds, once", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const { id } = await call.role.create({ name: "Field staff", permissions: [] });
  expect(await call.role.delete({ id })).toEqual({ id });
  expect(await refusalOf(call.role.delete({ id }))).toMatchObject({ code: "NOT_FOUND" });
  expect(await refusalOf(call.role.get({ id }))).toEqual(await refusalOf(call.role.get({ id: randomUUID() })));
});

it("says who holds a role that cannot be deleted, in names for whoever may see them", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const { id } = await call.role.create({ name: "Field staff", permissions: [] });
  const inUse = { code: "CONFLICT", reason: "role_in_use" };
  const hold = async (lastName: string) =>
    call.user.setRoles({ id: (await fixture.aUser({ lastName })).id, roleIds: [id] });
  await hold("Lovelace");
  const said = async (by = call) => (await refusalOf(by.role.delete({ id }))).message;
  expect(await said()).toBe("This role is assigned to Ada Lovelace. Revoke it there first.");
  for (const name of ["Byron", "King", "Gordon", "Noel"]) await hold(name);
  const group = await fixture.aGroup({ roleIds: [id] });
  expect(await said()).toBe(
    `This role is assigned to Ada Byron, Ada Gordon, Ada King and 2 more people, and to the group ${group.name}. Revoke it there first.`,
  );
  const blind = await fixture.aPerson({ permissions: ["role:write"] });
  expect(await said(blind.call)).toBe("This role is assigned to 5 people, and to 1 group. Revoke it there first.");
  expect(await refusalOf(call.role.delete({ id }))).toMatchObject(inUse);
  expect(await call.role.get({ id })).toMatchObject({ holders: { users: 5, groups: 1 } });
});

it("refuses whoever may only read or assign roles", async () => {
  await using fixture = await openFixture();
  const { id } = await fixture.admin.call.role.create({ name: "Field staff", permissions: [] });
  const reader = (await fixture.aPerson({ permissions: ["role:read", "role:assign"] })).call;
  expect(await reader.role.get({ id })).toMatchObject({ name: "Field staff" });
  for (const attempt of [
    () => reader.role.create({ name: "Mine", permissions: [] }),
    () => reader.role.update({ id, name: "Mine" }),
    () => reader.role.delete({ id }),
  ]) {
    expect(await refusalOf(attempt())).toMatchObject({ reason: "permission_missing" });
  }
});
