import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TwoTenants, twoTenants } from "../testing/two-tenants.ts";

let tenants: TwoTenants;
beforeAll(async () => {
  tenants = await twoTenants();
});
afterAll(() => tenants[Symbol.asyncDispose]());

describe("breaking out", () => {
  it.each([
    "set role portcullis_owner",
    "set session authorization portcullis_owner",
    "set session_replication_role = replica",
    "alter table users disable row level security",
    "alter table users no force row level security",
    "alter table users owner to portcullis_app",
    "drop policy tenant on users",
    "create policy mine on users to public using (true)",
    "alter policy tenant on users using (true)",
    "create table mine ()",
    "create temporary table mine ()",
    "create schema mine",
    "create view mine as select * from users",
    "create function mine() returns integer language sql return 1",
    "create or replace function app_tenant_id() returns uuid language sql return gen_random_uuid()",
    "alter function due_cascades(integer) reset search_path",
    "create extension dblink",
    "create trigger mine before insert on users for each row execute function suppress_redundant_updates_trigger()",
    "create index mine on users (email)",
    "call isolate_tenant_table('users')",
    "alter role portcullis_app bypassrls",
    "create role mine",
    "grant portcullis_owner to portcullis_app",
    "alter database postgres set row_security = off",
    "truncate users cascade",
    "copy users to program 'cat'",
    "copy users to '/tmp/users'",
    "select pg_read_file('postgresql.auto.conf')",
    "select lo_import('/etc/passwd')",
    "select * from pg_authid",
    "insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 1)",
    "do language plpython3u 'pass'",
  ])("is refused: %s", async (statement) => {
    const attempt = tenants.asApp(tenants.fixture.tenantId, (tx) => tx.unsafe(statement));
    await expect(attempt).rejects.toThrow(/permission denied|must be owner|must be able to|does not exist|only roles/i);
  });

  it("gets an error rather than hidden rows where it switches row_security off", async () => {
    const attempt = tenants.asApp(tenants.fixture.tenantId, async (tx) => {
      await tx`set local row_security = off`;
      return tx`select * from users`;
    });
    await expect(attempt).rejects.toThrow(/would be affected by row-level security policy/);
  });

  it("changes no setting of the server", async () => {
    await expect(tenants.app`alter system set row_security = off`).rejects.toThrow(
      /permission denied to set parameter/,
    );
  });

  it("passes on nothing of what it was granted", async () => {
    const open = await tenants.asApp(tenants.fixture.tenantId, async (tx) => {
      await tx`grant select on users to public`;
      return tx`select has_table_privilege('public', 'users', 'select') as open`;
    });
    expect(open).toEqual([{ open: false }]);
  });

  it("runs nothing of its own under the owner's name by way of a temporary object or a search path", async () => {
    const found = await tenants.asApp(tenants.fixture.tenantId, async (tx) => {
      await tx`set local search_path = pg_temp, public`;
      return tx`select count(*)::int as due from due_cascades(10)`;
    });
    expect(found).toEqual([{ due: 0 }]);
  });
});

describe("the audit log", () => {
  it.each([
    "update audit_events set action = 'user.created'",
    "update audit_events set actor_id = null where false",
    "delete from audit_events",
    "delete from audit_events where false",
    "truncate audit_events cascade",
    "select 1 from audit_events for update",
    "merge into audit_events e using (select 1) s on true when matched then delete",
    "insert into audit_events select * from audit_events on conflict (tenant_id, id) do update set changed = '{}'",
  ])("cannot be changed: %s", async (statement) => {
    await expect(tenants.asApp(tenants.fixture.tenantId, (tx) => tx.unsafe(statement))).rejects.toThrow(
      /permission denied for table audit_events/,
    );
  });

  it.each([
    "update audit_seals set number = number + 1",
    "delete from audit_seals",
    "truncate audit_seals",
    "delete from audit_heads",
    "truncate audit_heads",
    "update audit_unsealed set event_ids = '{}'",
    "truncate audit_unsealed",
    "insert into audit_checkpoints values (gen_random_uuid(), 1, 'x', 1, now(), now())",
    "update audit_checkpoints set number = 5",
    "delete from audit_checkpoints",
    "alter table audit_events disable trigger all",
    "drop trigger audit_events_queue_for_seal on audit_events",
  ])("keeps its chain: %s", async (statement) => {
    await expect(tenants.asApp(tenants.fixture.tenantId, (tx) => tx.unsafe(statement))).rejects.toThrow(
      /permission denied for table audit_|must be owner of (table|relation) audit_events/,
    );
  });

  it("loses no event to the removal of what it tells of", async () => {
    const remove = tenants.asApp(
      tenants.fixture.tenantId,
      (tx) => tx`delete from tenants where id = ${tenants.fixture.tenantId}`,
    );
    await expect(remove).rejects.toThrow(/permission denied for table tenants/);
    const [{ count } = { count: 0 }] = await tenants.asApp(tenants.fixture.tenantId, async (tx) => {
      await tx`delete from audit_details`;
      return tx<{ count: number }[]>`select count(*)::int as count from audit_events`;
    });
    expect(count).toBeGreaterThan(0);
  });
});

describe("out of reach", () => {
  it.each([
    "select * from sign_in_throttle",
    "insert into sign_in_throttle values ('account', '', 0, now())",
    "update sign_in_throttle set attempts = 0",
    "delete from sign_in_throttle",
    "truncate sign_in_throttle",
    "insert into tenants (id, slug, name) values (gen_random_uuid(), 'mine', 'Mine')",
    "delete from tenants",
    "truncate tenants cascade",
  ])("is refused: %s", async (statement) => {
    await expect(tenants.asApp(tenants.fixture.tenantId, (tx) => tx.unsafe(statement))).rejects.toThrow(
      /permission denied for table/,
    );
  });
});
