import { newId } from "@portcullis/db/ids";
import type { Permission } from "@portcullis/domain/permission";
import { expect, it } from "vitest";
import { changeAs, outcomesOf } from "../testing/change-as.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { setUserRoles } from "../user/set-user-roles.ts";
import { roleAssignment } from "./assign-role.ts";

const assign = { form: roleAssignment.assign, meta: setUserRoles.meta };
const remove = { form: roleAssignment.remove, meta: setUserRoles.meta };

/** The role of somebody who holds just this. */
async function aRole(fixture: Fixture, permissions: readonly Permission[]) {
  const { id } = await fixture.aUser({ permissions });
  const [role] = (await fixture.owner.call.user.get({ id })).roles;
  if (!role) throw new Error("Somebody has no role.");
  return { ...role, holderId: id };
}

it("gives a set a role with a result for each, and takes it again", async () => {
  await using fixture = await openFixture();
  const { owner } = fixture;
  const role = await aRole(fixture, ["user:read"]);
  const [one, two] = [await fixture.aUser({ role: "BASIC" }), await fixture.aUser({ status: "pending" })];
  const above = await fixture.aUser({ permissions: ["tenant:write"] });
  const foreign = await (await fixture.aTenant()).aUser();
  const assigner = await fixture.aPerson({ permissions: ["role:assign", "user:read"] });
  const ids = [two.id, owner.id, above.id, foreign.id, newId(), role.holderId, one.id, two.id, assigner.id];
  expect(outcomesOf(await changeAs(fixture, assigner, assign, { ids, input: { roleId: role.id } }))).toEqual([
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

  const alone = await fixture.aUser({ role: "BASIC" });
  const { roles } = await owner.call.user.get({ id: alone.id });
  await fixture.admin.call.user.setRoles({ id: alone.id, roleIds: [...roles.map(({ id }) => id), role.id] });
  const entriesOf = async (targetId: string) =>
    (await owner.call.audit.list({ targetId })).items.map(({ action, changed, details }) => [action, changed, details]);
  expect(await entriesOf(one.id)).toEqual(await entriesOf(alone.id));
  expect(await entriesOf(two.id)).toMatchObject([["user.roles_changed", ["roles"], { before: { roles: [] } }]]);
  expect(await entriesOf(role.holderId)).toEqual([]);

  await owner.call.user.setRoles({ id: two.id, roleIds: [] });
  const versions = new Map([one.id, two.id].map((id) => [id, "has"]));
  const back = await changeAs(fixture, assigner, remove, {
    ids: [one.id, two.id],
    input: { roleId: role.id },
    versions,
  });
  expect(back).toEqual([
    { outcome: "changed", version: "has not" },
    { outcome: "left_alone", reason: "changed_since" },
  ]);
  expect((await owner.call.user.get({ id: one.id })).roles).toEqual(roles);
});

it("refuses actors the end of a role that gives them a right, and takes it from the others", async () => {
  await using fixture = await openFixture();
  const { id: roleId, holderId } = await aRole(fixture, ["role:assign", "user:read"]);
  const other = await fixture.aUser();
  const acting = await fixture.signIn(holderId);
  await fixture.admin.call.user.setRoles({ id: other.id, roleIds: [roleId] });
  const ids = [acting.id, other.id];
  expect(outcomesOf(await changeAs(fixture, acting, remove, { ids, input: { roleId } }))).toEqual([
    "self_protected",
    "changed",
  ]);
  const left = await Promise.all(ids.map((id) => fixture.owner.call.user.get({ id })));
  expect(left.map(({ roles }) => roles.length)).toEqual([1, 0]);
  expect((await fixture.owner.call.audit.list({ targetId: acting.id })).items).toEqual([]);
});

it("changes nobody where the role is unknown, or gives what the actor lacks", async () => {
  await using fixture = await openFixture();
  const { admin } = fixture;
  const { id } = await fixture.aUser();
  const strong = await aRole(fixture, ["tenant:write"]);
  const foreign = await fixture.aTenant();
  const foreignRoleId = (await foreign.owner.call.user.get({ id: foreign.admin.id })).roles[0]?.id ?? "";
  const assigner = await fixture.aPerson({ permissions: ["role:assign"] });
  const member = await fixture.aPerson({ role: "BASIC" });
  const assigning = (who: typeof admin, roleId: string) =>
    changeAs(fixture, who, assign, { ids: [id], input: { roleId } });
  await expect(assigning(admin, newId())).rejects.toMatchObject({ reason: "not_found" });
  await expect(assigning(admin, foreignRoleId)).rejects.toMatchObject({ reason: "not_found" });
  await expect(assigning(assigner, strong.id)).rejects.toMatchObject({ reason: "privilege_ceiling" });
  await expect(assigning(member, strong.id)).rejects.toMatchObject({ reason: "permission_missing" });
  expect((await admin.call.user.get({ id })).roles).toEqual([]);
});
