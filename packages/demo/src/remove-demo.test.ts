import { createTenant } from "@portcullis/api/tenant/create-tenant";
import { demoTenantId } from "@portcullis/api/tenant/demo-ids";
import { operator } from "@portcullis/api/tenant/operator";
import { assertNoPublishedAccounts, findPublishedAccounts } from "@portcullis/api/tenant/published-accounts";
import { createUser } from "@portcullis/api/user/create-user";
import { hashPassword } from "@portcullis/auth/password";
import { closeDatabase, type Database, openDatabase } from "@portcullis/db/client";
import { withTenant } from "@portcullis/db/tenant";
import { testDatabase } from "@portcullis/testing/test-database";
import { expect, it } from "vitest";
import { removeDemo } from "./remove-demo.ts";
import { seedDemo } from "./seed-demo.ts";

const emails = [
  "owner@acme.test",
  "admin@acme.test",
  "support@acme.test",
  "auditor@acme.test",
  "member@acme.test",
  "owner@globex.test",
];
const everything = { addedPeopleToo: false };

/** A demo database, and pools of both of its roles. */
async function demoDatabase() {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await testDatabase());
  await seedDemo(database);
  const open = (url: string) =>
    opened.adopt(openDatabase(url, { max: 2, applicationName: "test" }), (db) => closeDatabase(db));
  const [owner, application] = [open(database.ownerUrl), open(database.applicationUrl)];
  const stack = opened.move();
  return { owner, application, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Rows that name a demo tenant, in all tables together. */
async function rowsLeft(db: Database): Promise<number> {
  const tables = await db.$client<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`;
  let count = 0;
  for (const { name } of tables) {
    const [row] = await db.$client`select count(*)::int as count from ${db.$client(name)}
      where tenant_id in (${demoTenantId("acme")}, ${demoTenantId("globex")})`;
    count += Number(row?.["count"]);
  }
  return count;
}

it("finds the published password as either role, and no other", async () => {
  await using demo = await demoDatabase();
  expect(await findPublishedAccounts(demo.application)).toEqual(emails);
  expect(await findPublishedAccounts(demo.owner)).toEqual(emails);
  const reach = ["HOST is 0.0.0.0"];
  await assertNoPublishedAccounts(demo.application, []);
  await expect(assertNoPublishedAccounts(demo.application, reach)).rejects.toThrow(
    /HOST is 0\.0\.0\.0.+owner@acme\.test.+demo:remove/,
  );
  await demo.owner.$client`update credentials set password_hash = ${await hashPassword("generated-for-a-test")}`;
  expect(await findPublishedAccounts(demo.application)).toEqual([]);
  await assertNoPublishedAccounts(demo.application, reach);
});

it("leaves a tenant alone that is called as the demo's", async () => {
  await using database = await testDatabase();
  const db = openDatabase(database.ownerUrl, { max: 2, applicationName: "test" });
  const owner = { email: "owner@acme.test", firstName: null, lastName: null, password: "portcullis-demo" };
  await createTenant(db, { slug: "acme", name: "Acme", owner });
  expect(await findPublishedAccounts(db)).toEqual([]);
  expect(await removeDemo(db, everything)).toEqual([]);
  expect(await db.$client`select slug from tenants`).toMatchObject([{ slug: "acme" }]);
  await closeDatabase(db);
});

it("asks before it removes people who were added, then removes both tenants wholly, and again nothing", async () => {
  await using demo = await demoDatabase();
  const someone = { email: "somebody@example.com", firstName: null, lastName: null } as const;
  await withTenant(demo.owner, demoTenantId("acme"), (tx) =>
    createUser(tx, operator, { ...someone, status: "active", hasAccepted: true }),
  );
  await expect(removeDemo(demo.owner, everything)).rejects.toMatchObject({
    reason: "demo_in_use",
    message: expect.stringContaining("somebody@example.com"),
  });
  expect(await demo.owner.$client`select slug from tenants order by slug`).toMatchObject([
    { slug: "acme" },
    { slug: "globex" },
  ]);
  const removed = await removeDemo(demo.owner, { addedPeopleToo: true });
  expect(removed.map(({ slug }) => slug)).toEqual(["acme", "globex"]);
  expect(removed[0]?.rows).toMatchObject({ users: expect.any(Number), audit_events: expect.any(Number) });
  expect(await rowsLeft(demo.owner)).toBe(0);
  expect(await demo.owner.$client`select slug from tenants`).toEqual([]);
  expect(await removeDemo(demo.owner, everything)).toEqual([]);
});
