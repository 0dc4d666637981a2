import { permissions } from "@portcullis/domain/permission";
import { expect, it } from "vitest";
import { testWorld } from "../testing/world.ts";

it("of another release, stored in a role, gives nothing, shows nowhere and stands in nobody's way", async () => {
  await using world = await testWorld();
  const holder = await world.aPerson({ permissions: ["user:read", "role:read"] });
  const [role] = (await world.owner.call.user.get({ id: holder.id })).roles;
  const id = role?.id ?? "";
  const group = await world.aGroup({ memberIds: [holder.id], roleIds: [id] });
  await world.inScope((tx) =>
    tx.execute(`update roles set permissions = permissions || '{key:read,key:write}' where id = '${id}'`),
  );
  const known = ["user:read", "role:read"];
  expect((await holder.call.account.me()).permissions).toEqual(known);
  expect((await world.owner.call.user.get({ id: holder.id })).roles).toMatchObject([{ permissions: known }]);
  expect(await world.owner.call.role.get({ id })).toMatchObject({ permissions: known });
  expect(JSON.stringify(await world.owner.call.role.list({}))).not.toContain("key:");
  expect(await world.owner.call.group.get({ id: group.id })).toMatchObject({ roles: [{ permissions: known }] });

  const almighty = await world.aPerson({ permissions });
  const { name } = await almighty.call.group.update({ id: group.id, name: "Renamed" });
  expect(name).toBe("Renamed");
  await almighty.call.user.setRoles({ id: holder.id, roleIds: [id] });
  await almighty.call.user.update({ id: holder.id, firstName: "Grace" });
  const desk = await world.aPerson({ permissions: ["user:read", "role:read", "group:write", "role:assign"] });
  await desk.call.group.update({ id: group.id, description: "Theirs" });
});
