import { newId } from "@portcullis/db/ids";
import type { Permission } from "@portcullis/domain/permission";
import { expect, it } from "vitest";
import { changeAs, outcomesOf } from "../testing/change-as.ts";
import { openFixture } from "../testing/fixture.ts";
import { addMembers } from "./add-members.ts";
import { groupMembership } from "./change-membership.ts";
import { removeMembers } from "./remove-members.ts";

const join = { form: groupMembership.join, meta: addMembers.meta };
const leave = { form: groupMembership.leave, meta: removeMembers.meta };

it("puts a set into a group with a result for each, and takes it out again", async () => {
  await using fixture = await openFixture();
  const { owner } = fixture;
  const member = await fixture.aUser();
  const [one, two] = [await fixture.aUser(), await fixture.aUser({ status: "inactive" })];
  const above = await fixture.aUser({ permissions: ["tenant:write"] });
  const foreign = await (await fixture.aTenant()).aUser();
  const { id: groupId } = await fixture.aGroup({ memberIds: [member.id] });
  const writer = await fixture.aPerson({ permissions: ["group:write"] });
  const ids = [two.id, owner.id, writer.id, above.id, foreign.id, newId(), member.id, one.id, two.id];
  const results = await changeAs(fixture, writer, join, { ids, input: { groupId } });
  expect(outcomesOf(results)).toEqual([
    "changed",
    "owner_protected",
    "changed",
    "privilege_ceiling",
    "not_found",
    "not_found",
    "unchanged",
    "changed",
    "changed",
  ]);

  const alone = await fixture.aUser();
  await fixture.admin.call.group.addMembers({ id: groupId, userIds: [alone.id] });
  const entriesOf = async (targetId: string) =>
    (await owner.call.audit.list({ targetId })).items.map(({ action, changed, details }) => [action, changed, details]);
  for (const { id } of [one, two]) expect(await entriesOf(id)).toEqual(await entriesOf(alone.id));
  expect(await entriesOf(member.id)).toEqual([]);

  const moved = new Set([one.id, two.id, writer.id]);
  const versions = new Map([...moved].map((id) => [id, "in"]));
  await owner.call.group.removeMembers({ id: groupId, userIds: [two.id] });
  const back = await changeAs(fixture, writer, leave, { ids: [...moved], input: { groupId }, versions });
  expect(outcomesOf(back)).toEqual(["changed", "left_alone", "changed"]);
  expect(back[0]).toMatchObject({ version: "out" });
  expect((await owner.call.group.get({ id: groupId })).memberCount).toBe(2);
});

it("refuses actors their own leave where they would lose a right by it, and takes the others out", async () => {
  await using fixture = await openFixture();
  const held: Permission[] = ["group:write", "role:assign", "user:read"];
  const { id: carrierId } = await fixture.aUser({ permissions: held });
  const roleId = (await fixture.owner.call.user.get({ id: carrierId })).roles[0]?.id ?? "";
  const acting = await fixture.aPerson();
  const other = await fixture.aUser();
  const { id: groupId } = await fixture.aGroup({ memberIds: [acting.id, other.id], roleIds: [roleId] });
  const ids = [acting.id, other.id];
  expect(outcomesOf(await changeAs(fixture, acting, leave, { ids, input: { groupId } }))).toEqual([
    "self_protected",
    "changed",
  ]);
  const left = await Promise.all(ids.map((id) => fixture.owner.call.user.get({ id })));
  expect(left.map(({ groups }) => groups.length)).toEqual([1, 0]);
  const { items } = await fixture.owner.call.audit.list({ action: ["user.groups_changed"] });
  expect(items.map(({ target }) => target.id)).toEqual([other.id]);
});

it("changes nobody where the group is unknown, or carries what the actor may not give", async () => {
  await using fixture = await openFixture();
  const { admin } = fixture;
  const { id } = await fixture.aUser();
  const roleId = (await admin.call.user.get({ id: admin.id })).roles[0]?.id ?? "";
  const carrying = await fixture.aGroup({ roleIds: [roleId] });
  const foreign = await (await fixture.aTenant()).aGroup({});
  const writer = await fixture.aPerson({ permissions: ["group:write"] });
  const assigner = await fixture.aPerson({ permissions: ["group:write", "role:assign"] });
  const joining = (who: typeof admin, groupId: string) =>
    changeAs(fixture, who, join, { ids: [id], input: { groupId } });
  await expect(joining(admin, newId())).rejects.toMatchObject({ reason: "not_found" });
  await expect(joining(admin, foreign.id)).rejects.toMatchObject({ reason: "not_found" });
  await expect(joining(writer, carrying.id)).rejects.toMatchObject({ reason: "permission_missing" });
  await expect(joining(assigner, carrying.id)).rejects.toMatchObject({ reason: "privilege_ceiling" });
  expect((await admin.call.user.get({ id })).groups).toEqual([]);
});
