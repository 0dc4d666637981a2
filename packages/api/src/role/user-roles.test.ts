import { randomUUID } from "node:crypto";
import { permissions } from "@portcullis/domain/permission";
import { expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

const aRole = (fixture: Fixture, held: readonly (typeof permissions)[number][]) =>
  fixture.owner.call.role.create({ name: `Role ${randomUUID()}`, permissions: [...held] });

it("gives and takes roles, which count from the next request on", async () => {
  await using fixture = await openFixture();
  const { call } = fixture.admin;
  const person = await fixture.aPerson({ role: "BASIC" });
  const role = await aRole(fixture, ["user:read"]);
  expect(await refusalOf(person.call.user.list({}))).toMatchObject({ reason: "permission_missing" });
  const given = await call.user.setRoles({ id: person.id, roleIds: [role.id, role.id] });
  expect(given.roles).toMatchObject([{ id: role.id, origins: [{ kind: "direct" }] }]);
  expect(given.permissions).toEqual(["user:read"]);
  await person.call.user.list({});
  expect(await call.user.setRoles({ id: person.id, roleIds: [] })).toMatchObject({ roles: [], permissions: [] });
  expect(await refusalOf(person.call.user.list({}))).toMatchObject({ reason: "permission_missing" });
});

it.each(["pending", "inactive"] as const)("gives roles to a %s user too", async (status) => {
  await using fixture = await openFixture();
  const { id } = await fixture.aUser({ status });
  const role = await aRole(fixture, ["user:read"]);
  const { roles } = await fixture.admin.call.user.setRoles({ id, roleIds: [role.id] });
  expect(roles).toMatchObject([{ id: role.id }]);
});

it("leaves what comes through groups as it is, and tells each origin", async () => {
  await using fixture = await openFixture();
  const { id } = await fixture.aUser();
  const role = await aRole(fixture, ["user:read"]);
  const group = await fixture.aGroup({ roleIds: [role.id], memberIds: [id] });
  const through = { kind: "group", id: group.id, name: group.name };
  const { call } = fixture.admin;
  expect((await call.user.setRoles({ id, roleIds: [role.id] })).roles).toMatchObject([
    { id: role.id, origins: [{ kind: "direct" }, through] },
  ]);
  expect((await call.user.setRoles({ id, roleIds: [] })).roles).toMatchObject([{ id: role.id, origins: [through] }]);
  const { roles } = await (await fixture.signIn(id)).call.account.me();
  expect(roles).toMatchObject([{ id: role.id, origins: [through] }]);
});

it("lets nobody give or take a role that carries what they lack", async () => {
  await using fixture = await openFixture();
  const mallory = await fixture.aPerson({ permissions: permissions.filter((one) => one !== "audit:read") });
  const strong = await aRole(fixture, ["audit:read"]);
  const target = await fixture.aUser();
  const give = () => mallory.call.user.setRoles({ id: target.id, roleIds: [strong.id] });
  expect(await refusalOf(give())).toMatchObject({
    code: "FORBIDDEN",
    reason: "privilege_ceiling",
    message: expect.stringContaining(`${strong.name} includes the permission audit:read`) as string,
  });
  expect(await refusalOf(mallory.call.user.setRoles({ id: mallory.id, roleIds: [strong.id] }))).toMatchObject({
    reason: "privilege_ceiling",
  });
  await fixture.owner.call.user.setRoles({ id: target.id, roleIds: [strong.id] });
  expect(await refusalOf(mallory.call.user.setRoles({ id: target.id, roleIds: [] }))).toMatchObject({
    reason: "privilege_ceiling",
  });
  expect((await fixture.owner.call.user.get({ id: target.id })).roles).toMatchObject([{ id: strong.id }]);
});

it("lets people change their own roles, but lose no right by it", async () => {
  await using fixture = await openFixture();
  const rights = await aRole(fixture, ["role:assign", "user:read"]);
  const again = await aRole(fixture, ["role:assign", "user:read"]);
  const person = await fixture.aPerson();
  await fixture.owner.call.user.setRoles({ id: person.id, roleIds: [rights.id] });
  const set = (roleIds: string[]) => person.call.user.setRoles({ id: person.id, roleIds });
  expect(await refusalOf(set([]))).toMatchObject({ code: "FORBIDDEN", reason: "self_protected" });
  expect((await set([again.id])).roles).toMatchObject([{ id: again.id }]);
});

it("does not touch the owner's roles, whoever asks", async () => {
  await using fixture = await openFixture();
  const role = await aRole(fixture, []);
  for (const { call } of [fixture.admin, fixture.owner]) {
    expect(await refusalOf(call.user.setRoles({ id: fixture.owner.id, roleIds: [role.id] }))).toMatchObject({
      code: "FORBIDDEN",
      reason: "owner_protected",
    });
  }
});

it("knows no role of another tenant, and names the field", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const foreign = await other.owner.call.role.create({ name: "Theirs", permissions: [] });
  const own = await aRole(fixture, []);
  const { id } = await fixture.aUser();
  const unknown = { code: "NOT_FOUND", reason: "not_found", field: "roleIds" };
  for (const roleIds of [[foreign.id], [randomUUID()], [own.id, foreign.id]]) {
    expect(await refusalOf(fixture.admin.call.user.setRoles({ id, roleIds }))).toMatchObject(unknown);
  }
  expect((await fixture.admin.call.user.get({ id })).roles).toEqual([]);
  expect((await other.owner.call.role.get({ id: foreign.id })).holders.users).toBe(0);
});

it("needs role:assign, and finds nobody who is deleting", async () => {
  await using fixture = await openFixture();
  const { id } = await fixture.aUser();
  const writer = await fixture.aPerson({ permissions: permissions.filter((one) => one !== "role:assign") });
  expect(await refusalOf(writer.call.user.setRoles({ id, roleIds: [] }))).toMatchObject({
    reason: "permission_missing",
    message: expect.stringContaining("role:assign") as string,
  });
  await fixture.admin.call.user.delete({ id });
  expect(await refusalOf(fixture.admin.call.user.setRoles({ id, roleIds: [] }))).toMatchObject({ code: "NOT_FOUND" });
});

it("leaves no trace of what changes nothing", async () => {
  await using fixture = await openFixture();
  const { id } = await fixture.aUser();
  const role = await aRole(fixture, []);
  const { call } = fixture.admin;
  const once = await call.user.setRoles({ id, roleIds: [role.id] });
  expect(await call.user.setRoles({ id, roleIds: [role.id] })).toEqual(once);
  expect((await call.audit.list({ targetId: id, action: ["user.roles_changed"] })).items).toHaveLength(1);
});

it("does not give back a role that somebody else took meanwhile", async () => {
  await using fixture = await openFixture();
  const { id } = await fixture.aUser();
  const [taken, wanted] = [await aRole(fixture, []), await aRole(fixture, [])];
  const { call } = fixture.admin;
  await call.user.setRoles({ id, roleIds: [taken.id] });
  await fixture.owner.call.user.setRoles({ id, roleIds: [], ifRoleIds: [taken.id] });
  const stale = call.user.setRoles({ id, roleIds: [taken.id, wanted.id], ifRoleIds: [taken.id] });
  expect(await refusalOf(stale)).toMatchObject({ code: "CONFLICT", reason: "stale_write", field: "ifRoleIds" });
  expect((await call.user.get({ id })).roles).toEqual([]);
});
