import { migrate } from "@portcullis/db/migrate";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { olderDatabase } from "../testing/older-database.ts";

it("finds people and devices by the name that they have now", async () => {
  await using fixture = await openFixture();
  const { admin, user, laptop } = await fixture.aUserWithDevices();
  const people = async (search: string) => (await admin.user.list({ search })).items.map(({ id }) => id);
  const devices = async (search: string) => (await admin.device.list({ search })).items.map(({ id }) => id);
  await admin.user.update({ id: user.id, firstName: "Katherine" });
  await admin.device.rename({ id: laptop.id, name: "workbench" });
  expect([await people("katherine"), await devices("workbench")]).toEqual([[user.id], [laptop.id]]);
  // A device is found by its user's name too.
  expect(await devices("katherine")).toContain(laptop.id);
  await admin.user.update({ id: user.id, firstName: "Dorothy" });
  await admin.device.rename({ id: laptop.id, name: "scaffold" });
  expect([await people("katherine"), await devices("katherine"), await devices("workbench")]).toEqual([[], [], []]);
});

it("finds whom an older database has, by the name that they had when the words began to be kept", async () => {
  await using database = await olderDatabase("user_words");
  const sql = database.owner.$client;
  const tenant = crypto.randomUUID();
  await sql`insert into tenants (id, slug, name) values (${tenant}, 'northwind', 'Northwind')`;
  const add = async (name: string) => {
    const id = crypto.randomUUID();
    await sql`insert into users (tenant_id, id, email, first_name, status)
      values (${tenant}, ${id}, ${`${name}@navy.test`}, ${name}, 'active')`;
    await sql`insert into devices (tenant_id, id, user_id, name, platform, public_key)
      values (${tenant}, ${id}, ${id}, ${`${name}'s`}, 'linux', ${name})`;
    return id;
  };
  const [grace, gone] = [await add("Grace"), await add("Gone"), await add("Same")];
  await sql`insert into user_search select tenant_id, id, search_text from users`;
  await sql`insert into device_search select tenant_id, id, search_text from devices`;
  await sql`update users set first_name = 'Brewster' where id = ${grace}`;
  await sql`update devices set name = 'Compiler' where id = ${grace}`;
  await sql`delete from devices where id = ${gone}`;
  await sql`delete from users where id = ${gone}`;
  await add("Ada");
  await migrate(database);
  const words = (table: string) => sql.unsafe(`select words from ${table} order by words`).values();
  expect((await words("user_search")).flat()).toEqual([
    "ada  ada@navy.test",
    "brewster  grace@navy.test",
    "same  same@navy.test",
  ]);
  expect((await words("device_search")).flat()).toEqual(["ada's ", "compiler ", "same's "]);
});
