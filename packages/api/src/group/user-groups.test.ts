import { randomUUID } from "node:crypto";
import { aPublicKey } from "@portcullis/testing/tenant";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { refusalOf } from "../testing/refusal.ts";

it("puts a person into just these groups, with what they give", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  const roleId = (await admin.user.get({ id: fixture.admin.id })).roles[0]?.id ?? "";
  const [left, kept] = [await fixture.aGroup({ memberIds: [user.id] }), await fixture.aGroup({ memberIds: [user.id] })];
  const joined = await fixture.aGroup({ maxDevices: 8, roleIds: [roleId] });
  const groupIds = [kept.id, joined.id];
  const after = await admin.user.setGroups({ id: user.id, groupIds });
  expect(after.groups.map((group) => group.id).toSorted()).toEqual(groupIds.toSorted());
  expect(after.deviceLimit).toMatchObject({ value: 8, origin: { kind: "group", id: joined.id } });
  expect(after.permissions).toContain("role:assign");
  expect(await admin.user.setGroups({ id: user.id, groupIds: groupIds.toReversed() })).toEqual(after);
  const events = (await admin.audit.list({ targetId: user.id, action: ["user.groups_changed"] })).items;
  expect(events).toHaveLength(1);
  expect(events[0]?.details).toEqual({
    before: { groups: [left.name, kept.name].toSorted() },
    after: { groups: [kept.name, joined.name].toSorted() },
  });
  expect((await admin.user.setGroups({ id: user.id, groupIds: [] })).groups).toEqual([]);
});

it("says which group is not there, and changes nothing", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const { admin, user } = await fixture.aUserWithDevices();
  const { id } = await fixture.aGroup({});
  for (const missing of [(await other.aGroup({})).id, randomUUID()]) {
    expect(await refusalOf(admin.user.setGroups({ id: user.id, groupIds: [id, missing] }))).toMatchObject({
      code: "NOT_FOUND",
      field: "groupIds.1",
    });
  }
  expect((await admin.user.get({ id: user.id })).groups).toEqual([]);
});

it("asks for role:assign and the ceiling where a group that is joined or left carries roles", async () => {
  await using fixture = await openFixture();
  const auditor = await fixture.aUser({ permissions: ["audit:read"] });
  const roleId = (await fixture.owner.call.user.get({ id: auditor.id })).roles[0]?.id ?? "";
  const user = await fixture.aUser();
  const [carrying, plain] = [await fixture.aGroup({ roleIds: [roleId] }), await fixture.aGroup({})];
  const ask = async (permissions: ("group:write" | "role:assign" | "audit:read")[], groupIds: string[]) =>
    (await fixture.aPerson({ permissions })).call.user.setGroups({ id: user.id, groupIds });
  const reasonOf = async (call: Promise<unknown>) => (await refusalOf(call)).reason;
  expect(await ask(["group:write"], [plain.id])).toMatchObject({ groups: [{ id: plain.id }] });
  expect(await reasonOf(ask(["role:assign"], []))).toBe("permission_missing");
  expect(await reasonOf(ask(["group:write"], [carrying.id]))).toBe("permission_missing");
  expect(await reasonOf(ask(["group:write", "role:assign"], [carrying.id]))).toBe("privilege_ceiling");
  const granted = await ask(["group:write", "role:assign", "audit:read"], [carrying.id]);
  expect(granted.permissions).toEqual(["audit:read"]);
  expect(await reasonOf(ask(["group:write", "role:assign"], []))).toBe("privilege_ceiling");
});

it("gives a limit of one's own and takes it away; a lower one keeps the devices and refuses new ones", async () => {
  await using fixture = await openFixture();
  const { admin, user } = await fixture.aUserWithDevices();
  const lowered = await admin.user.setMaxDevices({ id: user.id, maxDevices: 1 });
  expect(lowered).toMatchObject({ maxDevices: 1, deviceLimit: { value: 1, origin: { kind: "user" } } });
  expect(lowered.deviceCounts).toMatchObject({ total: 2, deactivated: 0 });
  const register = () =>
    admin.device.register({ userId: user.id, name: "one more", platform: "linux", publicKey: aPublicKey() });
  expect(await refusalOf(register())).toMatchObject({ code: "CONFLICT", reason: "device_limit_reached" });
  expect(await admin.user.setMaxDevices({ id: user.id, maxDevices: 1 })).toEqual(lowered);
  expect(await admin.user.setMaxDevices({ id: user.id, maxDevices: null })).toMatchObject({
    maxDevices: null,
    deviceLimit: { origin: { kind: "tenant" } },
  });
  expect(await register()).toMatchObject({ name: "one more" });
  expect((await admin.audit.list({ action: ["user.device_limit_changed"] })).items).toHaveLength(2);
  const auditor = await fixture.aPerson({ role: "AUDITOR" });
  expect(await refusalOf(auditor.call.user.setMaxDevices({ id: user.id, maxDevices: 9 }))).toMatchObject({
    reason: "permission_missing",
  });
});

it("finds people by a pasted list of e-mails, none of another tenant's and none who is gone", async () => {
  await using fixture = await openFixture();
  const other = await fixture.aTenant();
  const ada = await fixture.aUser({ email: "ada@people.test" });
  const gone = await fixture.aUser({ email: "gone@people.test" });
  await other.aUser({ email: "zaphod@people.test" });
  await fixture.admin.call.user.delete({ id: gone.id });
  const emails = [" ADA@people.test", "gone@people.test", "zaphod@people.test"];
  const { items } = await fixture.admin.call.user.lookup({ emails });
  expect(items).toMatchObject([{ id: ada.id, email: "ada@people.test", status: "active" }]);
});
