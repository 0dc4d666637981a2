import { assertApplicationRole } from "@portcullis/db/application-role";
import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { migrate } from "@portcullis/db/migrate";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openEmbeddedDatabase } from "./database.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const stack = new AsyncDisposableStack();
let urls: DatabaseUrls & { superuserUrl: string };

beforeAll(async () => {
  const { path } = stack.use(await temporaryFolder("bootstrap-"));
  const [first, second] = await Promise.all([open(path), open(path)]);
  expect(first.ownerUrl).toBe(second.ownerUrl);
  urls = { ...first, superuserUrl: first.server.superuserUrl.replace(/\/postgres$/, "/portcullis") };
  await Promise.all([migrate(first), migrate(second)]);
});
afterAll(() => stack.disposeAsync());

const open = async (dataDir: string) => stack.use(await openEmbeddedDatabase({ dataDir, durable: false }));

it("applies every migration once, however many start together", async () => {
  await using db = connect(urls.ownerUrl);
  const [row] =
    await db.sql`select count(*)::int as applied, count(distinct hash)::int as known from drizzle.__drizzle_migrations`;
  expect(row?.["applied"]).toBe(row?.["known"]);
});

it.for([
  "create table mine ()",
  "create temporary table mine ()",
  "create schema mine",
  "select * from sign_in_throttle",
])("does not let the application role: %s", async (statement) => {
  await using db = connect(urls.applicationUrl);
  await expect(db.sql.unsafe(statement)).rejects.toThrow(/permission denied/);
});

it("lets the application role read its tables", async () => {
  await using db = connect(urls.applicationUrl);
  expect(await db.sql`select id from users`).toEqual([]);
});

it("accepts the application role, and refuses the owner and the superuser with a sentence", async () => {
  await using application = connect(urls.applicationUrl);
  await using owner = connect(urls.ownerUrl);
  await using superuser = connect(urls.superuserUrl);
  await expect(assertApplicationRole(application.sql)).resolves.toBe("portcullis_app");
  await expect(assertApplicationRole(owner.sql)).rejects.toThrow(/"portcullis_owner", which owns the database/);
  await expect(assertApplicationRole(superuser.sql)).rejects.toThrow(/which is a superuser/);
});

it.for([
  { change: "bypassrls", undo: "nobypassrls", says: /may bypass row-level security/ },
  { change: "createrole", undo: "nocreaterole", says: /may create roles/ },
])("refuses an application role with $change", async ({ change, undo, says }) => {
  await using superuser = connect(urls.superuserUrl);
  await using application = connect(urls.applicationUrl);
  await superuser.sql.unsafe(`alter role portcullis_app ${change}`);
  await expect(assertApplicationRole(application.sql)).rejects.toThrow(says);
  await superuser.sql.unsafe(`alter role portcullis_app ${undo}`);
});

it("refuses a role that may become one that policies do not bind, or that signed in as one", async () => {
  await using superuser = connect(urls.superuserUrl);
  await superuser.sql.unsafe("create role auditors bypassrls");
  await superuser.sql.unsafe("grant auditors to portcullis_app");
  await using application = connect(urls.applicationUrl);
  await expect(assertApplicationRole(application.sql)).rejects.toThrow(/which may become auditors/);
  await superuser.sql.unsafe("drop role auditors");
  await superuser.sql.unsafe("set role portcullis_app");
  await expect(assertApplicationRole(superuser.sql)).rejects.toThrow(/"postgres", which is a superuser/);
});

it("refuses a member of the owner role, and migrates nothing for one", async () => {
  await using superuser = connect(urls.superuserUrl);
  await superuser.sql`grant portcullis_owner to portcullis_app`;
  await expect(migrate(urls)).rejects.toThrow(/owns the database/);
  await superuser.sql`revoke portcullis_owner from portcullis_app`;
  await migrate(urls);
});

function connect(url: string): { readonly sql: postgres.Sql } & AsyncDisposable {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  return { sql, [Symbol.asyncDispose]: () => sql.end() };
}
