import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { environment } from "@portcullis/testing/env";
import { type TestDatabase, testDatabase } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const repository = join(import.meta.dirname, "../../..");
const stack = new AsyncDisposableStack();
let database: TestDatabase;
let bypassing: string;

beforeAll(async () => {
  database = stack.use(await testDatabase());
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => {} });
  stack.defer(() => sql.end());
  const role = `bypassing_${database.name}`;
  await sql`create role ${sql(role)} login bypassrls password 'bypassing'`;
  stack.defer(async () => {
    await sql`drop owned by ${sql(role)}`;
    await sql`drop role ${sql(role)}`;
  });
  await sql`grant connect on database ${sql(database.name)} to ${sql(role)}`;
  const url = new URL(database.superuserUrl);
  url.username = role;
  url.password = "bypassing";
  bypassing = url.href;
});
afterAll(() => stack.disposeAsync());

it.each([
  ["the console", "apps/console", "dist/server.js", () => consoleEnv],
  ["the worker", "apps/worker", "dist/worker.js", () => ({})],
])("%s refuses a database that is older than it", async (_name, folder, script, env) => {
  await using older = await testDatabase();
  const owner = postgres(older.ownerUrl, { max: 1, onnotice: () => {} });
  await owner`delete from drizzle.__drizzle_migrations
    where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`;
  await owner.end();
  expect(await refusal(folder, script, { ...env(), DATABASE_URL: older.applicationUrl })).toBe(
    "The database is older than this version of Portcullis. Run db:migrate first.\n",
  );
});

/** How a program that is to be refused ends, and what it says. */
async function refusal(folder: string, script: string, env: Record<string, string>): Promise<string> {
  const options = { cwd: join(repository, folder), env: { ...environment(), ...env }, timeout: 60_000 };
  const outcome = await promisify(execFile)(process.execPath, [script], options).catch((error: unknown) => error);
  const { code, stderr } = outcome as { readonly code?: number; readonly stderr: string };
  expect([script, code]).toEqual([script, 1]);
  return stderr;
}

const consoleEnv = { NODE_ENV: "production", PORT: "0", PORTCULLIS_SECRET: "for-tests-only".padEnd(44, "!") };

describe.each([
  ["a superuser", () => database.superuserUrl, "which is a superuser"],
  ["the owner", () => database.ownerUrl, "which owns the database"],
  ["a role that bypasses policies", () => bypassing, "which may bypass row-level security"],
])("as %s", (_, url, fault) => {
  it.each([
    ["the console", "apps/console", "dist/server.js", consoleEnv],
    ["the worker", "apps/worker", "dist/worker.js", {}],
    ["start", "apps/cli", "src/start.ts", { PORT: "3641" }],
    ["db:migrate", "apps/cli", "src/db-migrate.ts", {}],
    ["db:seed", "apps/cli", "src/db-seed.ts", {}],
  ])("%s refuses DATABASE_URL in one sentence", async (_name, folder, script, env) => {
    const urls = { DATABASE_URL: url(), ...(folder === "apps/cli" && { DATABASE_OWNER_URL: database.ownerUrl }) };
    const said = await refusal(folder, script, { ...env, ...urls });
    expect(said).toContain(fault);
    expect(said).toContain("Use the application role there");
    expect(said.trim().split("\n")).toHaveLength(1);
  });
});
