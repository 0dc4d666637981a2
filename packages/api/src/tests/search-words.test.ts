import { migrate } from "@portcullis/db/migrate";
import { expect, it } from "vitest";
import { olderDatabase } from "../testing/older-database.ts";
import { testWorld } from "../testing/world.ts";

it("finds people and devices by the name that they have now", async () => {
  await using world = await testWorld();
  const { admin, user, laptop } = await world.aUserWithDevices();
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

it("finds whom an older database has", async () => {
  await using database = await olderDatabase("search_words");
  const sql = database.owner.$client;
  const [tenant, user] = [crypto.randomUUID(), crypto.randomUUID()];
  await sql`insert into tenants (id, slug, name) values (${tenant}, 'northwind', 'Northwind')`;
  await sql`insert into users (tenant_id, id, email, first_name, status) values (${tenant}, ${user}, 'grace@navy.test', 'Grace', 'active')`;
  await sql`insert into devices (tenant_id, id, user_id, name, platform, public_key)
    values (${tenant}, gen_random_uuid(), ${user}, 'Laptop', 'linux', 'key')`;
  await migrate(database);
  expect([await sql`select words from user_search`, await sql`select words from device_search`]).toMatchObject([
    [{ words: "grace  grace@navy.test" }],
    [{ words: "laptop " }],
  ]);
});
