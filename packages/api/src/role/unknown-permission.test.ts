import { migrate } from "@portcullis/db/migrate";
import { permissions } from "@portcullis/domain/permission";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { olderDatabase } from "../testing/older-database.ts";

it("of another release, stored in a role, gives nothing, shows nowhere and stands in nobody's way", async () => {
  await using fixture = await openFixture();
  const holder = await fixture.aPerson({ permissions: ["user:read", "role:read"] });
  const [role] = (await fixture.owner.call.user.get({ id: holder.id })).roles;
  const id = role?.id ?? "";
  const group = await fixture.aGroup({ memberIds: [holder.id], roleIds: [id] });
  await fixture.inScope((tx) =>
    tx.execute(`update roles set permissions = permissions || '{key:read,key:write}' where id = '${id}'`),
  );
  const known = ["user:read", "role:read"];
  expect((await holder.call.account.me()).permissions).toEqual(known);
  expect((await fixture.owner.call.user.get({ id: holder.id })).roles).toMatchObject([{ permissions: known }]);
  expect(await fixture.owner.call.role.get({ id })).toMatchObject({ permissions: known });
  expect(JSON.stringify(await fixture.owner.call.role.list({}))).not.toContain("key:");
  expect(await fixture.owner.call.group.get({ id: group.id })).toMatchObject({ roles: [{ permissions: known }] });

  const almighty = await fixture.aPerson({ permissions });
  const { name } = await almighty.call.group.update({ id: group.id, name: "Renamed" });
  expect(name).toBe("Renamed");
  await almighty.call.user.setRoles({ id: holder.id, roleIds: [id] });
  await almighty.call.user.update({ id: holder.id, firstName: "Grace" });
  const desk = await fixture.aPerson({ permissions: ["user:read", "role:read", "group:write", "role:assign"] });
  await desk.call.group.update({ id: group.id, description: "Theirs" });
});

it("that was offered and did nothing is not offered any more, and leaves the roles of an older database", {
  timeout: 60_000,
}, async () => {
  expect(permissions.filter((permission) => permission.startsWith("key:"))).toEqual([]);
  await using database = await olderDatabase("permissions_without_keys");
  const sql = database.owner.$client;
  const tenant = crypto.randomUUID();
  await sql`insert into tenants (id, slug, name) values (${tenant}, 'northwind', 'Northwind')`;
  for (const [name, held] of Object.entries({
    Keys: ["key:read", "key:write"],
    Mixed: ["user:read", "key:write", "role:read"],
    Other: ["user:read"],
  })) {
    await sql`insert into roles (tenant_id, id, name, permissions)
      values (${tenant}, ${crypto.randomUUID()}, ${name}, ${held})`;
  }
  await migrate(database);
  expect(await sql`select name, permissions from roles order by name`).toEqual([
    { name: "Keys", permissions: [] },
    { name: "Mixed", permissions: ["user:read", "role:read"] },
    { name: "Other", permissions: ["user:read"] },
  ]);
});
