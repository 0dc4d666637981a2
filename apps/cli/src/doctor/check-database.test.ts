import { seedDemo } from "@portcullis/demo/seed-demo";
import { testDatabase } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { describe, expect, it } from "vitest";
import { checkDatabase } from "./check-database.ts";

const here = { publicUrl: "http://localhost:3000", trustedProxies: "", reach: [] };

/** What is wrong, or worth attention, with a database of one's own, once that was done to it as superuser. */
async function complaints(...actions: readonly string[]): Promise<readonly string[]> {
  await using database = await testDatabase();
  const sql = postgres(database.superuserUrl, { max: 1, onnotice: () => {} });
  try {
    for (const action of actions) await sql.unsafe(action);
  } finally {
    await sql.end();
  }
  const findings = await checkDatabase(database, here);
  return findings.filter(({ verdict }) => verdict !== "ok").map(({ says }) => says);
}

/** The run's server is not durable, which is true of it and nothing that this is about. */
const ofTheServer = "A crash of the database's machine may destroy it";

it("has nothing to say of a database in order", async () => {
  expect(await complaints()).toEqual([ofTheServer]);
});

describe("finds, and names,", () => {
  it.each([
    [
      "a table without forced isolation",
      "alter table devices no force row level security",
      "Nothing isolates the tenants in devices from each other",
    ],
    [
      "a table without a policy",
      "drop policy tenant on groups",
      "Nothing isolates the tenants in groups from each other",
    ],
    [
      "a policy that lets everybody see a table",
      "alter policy tenant on groups using (true)",
      "Nothing isolates the tenants in groups from each other",
    ],
    [
      "a view that shows everybody's rows",
      "alter view access set (security_invoker = false)",
      "The view access runs with the rights of its owner",
    ],
    [
      "a function that anybody may call",
      "grant execute on function due_cascades to public",
      "Anybody may call due_cascades, or its search_path is not fixed",
    ],
    ["a grant that is missing", "revoke select on users from portcullis_app", "The application may not use users"],
    ["a table of somebody else's", "alter table roles owner to postgres", "roles does not belong to portcullis_owner"],
    [
      "a schema of an older version",
      "delete from drizzle.__drizzle_migrations where id > 3",
      "The schema is older than this version",
    ],
    [
      "a schema of a newer version",
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)",
      "The schema is newer than this version",
    ],
    [
      "a function that was changed by hand",
      "create or replace function due_seals(at_most integer) returns table (tenant_id uuid) language sql stable security definer set search_path = pg_catalog, pg_temp as 'select null::uuid'",
      "The function due_seals differs from its file: it was changed by hand, or the server was upgraded",
    ],
    [
      "a trigger that was switched off",
      "alter table users disable trigger user_search_new",
      "The trigger user_search_new differs from its file: it was changed by hand, or the server was upgraded",
    ],
    ["a view that is missing", "drop view device_records", "The view device_records is missing"],
    [
      "a function of another version",
      "update drizzle.sql_objects set hash = 'another' where file = 'functions/user_record.sql'",
      "The function user_record is of another version",
    ],
    [
      "a file that was never applied",
      "delete from drizzle.sql_objects where file = 'triggers/user_search_new.sql'",
      "The trigger user_search_new was never applied",
    ],
    [
      "objects of a newer release",
      "update drizzle.sql_release set started = 9",
      "The functions, views and triggers are of release 9, and this version's of 1",
    ],
  ])("%s", async (_what, action, says) => {
    expect(await complaints(action)).toContainEqual(says);
  });

  it("a database that was restored and nobody has said so, and a tenant that is held since", async () => {
    const acme = "insert into tenants (id, slug, name) values (gen_random_uuid(), 'acme', 'Acme')";
    expect(await complaints(acme, "update tenants set home = 'elsewhere'")).toContainEqual(
      "This database was restored from a backup, and 1 tenants are in the state of the backup: whatever was revoked since then is valid again",
    );
    expect(await complaints(acme, "update tenants set held_since = now()")).toContainEqual(
      "Paused after a restore, so only the owner can sign in: acme",
    );
  });

  it("a change that nobody carries through, and one that was given up", async () => {
    const cascade = (status: string, age: string) => `insert into cascades
      (tenant_id, id, user_id, kind, status, generation, requested_at, sessions_ended, devices_total, next_attempt_at)
      select id, gen_random_uuid(), gen_random_uuid(), 'deactivate', '${status}', 1, now() - interval '${age}', 0, 0, now() from tenants`;
    const said = await complaints(
      "insert into tenants (id, slug, name) values (gen_random_uuid(), 'acme', 'Acme')",
      cascade("running", "5 minutes"),
      cascade("failed", "1 hour"),
    );
    expect(said).toEqual([
      ofTheServer,
      "A change has not been applied to all its devices for 5 min",
      "1 change is parked after eight failed attempts",
    ]);
  });

  it("an entry of the audit log that nobody seals", async () => {
    const said = await complaints(
      "insert into tenants (id, slug, name) values (gen_random_uuid(), 'acme', 'Acme')",
      `insert into audit_events (tenant_id, id, at, action, actor_kind, target_kind)
        select id, gen_random_uuid(), now() - interval '10 minutes', 'user.updated', 'operator', 'user' from tenants`,
    );
    expect(said).toEqual([ofTheServer, "An audit log entry has been waiting for its seal for 10 min"]);
  });

  it("demo accounts with the published password, the more so where others can reach them", {
    timeout: 60_000,
  }, async () => {
    await using database = await testDatabase();
    await seedDemo(database);
    const ofDemo = async (reach: readonly string[]) =>
      (await checkDatabase(database, { ...here, reach })).filter(({ says }) => says.includes("published password"));
    expect(await ofDemo([])).toEqual([
      expect.objectContaining({ verdict: "warning", says: expect.stringContaining("owner@globex.test") }),
    ]);
    expect(await ofDemo(["HOST is 0.0.0.0"])).toEqual([
      expect.objectContaining({ verdict: "error", advice: expect.stringContaining("demo:remove") }),
    ]);
  });
});
