import { testDatabase } from "@portcullis/testing/test-database";
import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";

interface Rule {
  readonly rule: string;
  /** A query with one row for each thing that breaks the rule. */
  readonly offenders: string;
  /** What somebody in haste could write; the rule must notice it. */
  readonly breach: string;
}

const ours = "c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')";
/** The tables that belong to no tenant are the tenants themselves, and the counters of sign-in attempts. */
const ofTenants = `${ours} and c.relname not in ('tenants', 'sign_in_throttle')`;
const ourFunction = "p.pronamespace = 'public'::regnamespace and p.proowner = current_user::regrole";
const openToPublic =
  "exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0)";
const isolated = "; call isolate_tenant_table('hasty')";

const rules: Rule[] = [
  {
    rule: "gives every tenant table a tenant_id that is never null, as the first column of its primary key",
    offenders: `select c.relname from pg_class c where ${ofTenants} and not exists (
      select from pg_attribute a join pg_index i on i.indrelid = c.oid and i.indisprimary
      where a.attrelid = c.oid and a.attname = 'tenant_id' and a.atttypid = 'uuid'::regtype and a.attnotnull
        and i.indkey[0] = a.attnum)`,
    breach: "create table hasty (id uuid primary key, tenant_id uuid not null references tenants)",
  },
  {
    rule: "carries tenant_id on both sides of every foreign key to a tenant table",
    offenders: `select k.conname from pg_constraint k
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace and not exists (
        select from unnest(k.conkey, k.confkey) as pair (here, there)
        join pg_attribute own on own.attrelid = k.conrelid and own.attnum = pair.here
        join pg_attribute other on other.attrelid = k.confrelid and other.attnum = pair.there
        where own.attname = 'tenant_id'
          and other.attname = case when k.confrelid = 'tenants'::regclass then 'id' else 'tenant_id' end)`,
    breach: `create unique index hasty_key on users (id, tenant_id);
      create table hasty (tenant_id uuid, user_id uuid, other uuid, foreign key (user_id, other) references users (id, tenant_id))`,
  },
  {
    rule: "ties every tenant table to the tenants, directly or through what it belongs to",
    offenders: `with recursive tied (oid) as (
        select 'tenants'::regclass::oid
        union select k.conrelid from pg_constraint k join tied on k.confrelid = tied.oid where k.contype = 'f')
      select c.relname from pg_class c where ${ofTenants} and not exists (select from tied where tied.oid = c.oid)`,
    breach: `create table hasty (tenant_id uuid, id uuid, primary key (tenant_id, id))${isolated}`,
  },
  {
    rule: "sets no key to null on delete: it would null the tenant",
    offenders: "select conname from pg_constraint where contype = 'f' and 'n' in (confdeltype, confupdtype)",
    breach: `create table hasty (tenant_id uuid, user_id uuid,
      foreign key (tenant_id, user_id) references users on delete set null)`,
  },
  {
    rule: "lets every view see with the eyes of whoever looks, and stores none",
    offenders: `select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace
      and (c.relkind = 'm' or c.relkind = 'v' and not coalesce(c.reloptions @> '{security_invoker=true}', false))`,
    breach: "create view hasty as select id from users",
  },
  {
    rule: "lets PUBLIC run none of its functions",
    offenders: `select p.proname from pg_proc p where ${ourFunction} and ${openToPublic}`,
    breach: "grant execute on function due_cascades to public",
  },
  {
    rule: "fixes the search path of every function that looks names up when it runs",
    offenders: `select p.proname from pg_proc p join pg_language l on l.oid = p.prolang
      where ${ourFunction} and (l.lanname = 'plpgsql' or l.lanname = 'sql' and p.prosqlbody is null)
        and not coalesce(array_to_string(p.proconfig, ' ') like '%search_path=%', false)`,
    breach: "create function hasty() returns bigint language sql as 'select count(*) from users'",
  },
  {
    // No writer of the audit log can forget to queue what it wrote for the seal.
    rule: "does nothing behind a statement's back, but for the queue of the audit log and the words of the search",
    offenders: `select tgname from pg_trigger where not tgisinternal and tgname <> 'audit_events_queue_for_seal'
        and tgname !~ '^(user|device)_search_(new|changed)$'
      union all select rulename from pg_rules where schemaname = 'public'`,
    breach: "create rule hasty as on delete to audit_events do instead nothing",
  },
  {
    rule: "keeps time in milliseconds with its zone",
    offenders: `select c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
      where ${ours} and a.attnum > 0 and not a.attisdropped and format_type(a.atttypid, null) ~ '^(timestamp|date|time)'
        and format_type(a.atttypid, a.atttypmod) <> 'timestamp(3) with time zone'`,
    breach: "alter table users add seen_at timestamptz",
  },
  {
    rule: "has no enum types: comparing them is not leakproof and loses its index under a policy",
    offenders: "select typname from pg_type where typtype = 'e'",
    breach: "create type hasty as enum ('pending', 'active')",
  },
  {
    // The worker's queue is the one that is read across tenants.
    rule: "begins every index of a tenant table with the tenant, but for the worker's queue",
    offenders: `select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
      where ${ofTenants} and i.indexrelid not in ('cascades_due'::regclass, 'bulk_operations_due'::regclass, 'bulk_operations_expiring'::regclass) and not exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum = i.indkey[0])`,
    breach: "create index hasty on users (email)",
  },
  {
    rule: "keeps GIN indexes without a pending list, which a burst of writes would make every search read",
    offenders: `select c.relname from pg_class c join pg_am m on m.oid = c.relam
      where m.amname = 'gin' and not coalesce(c.reloptions @> '{fastupdate=false}', false)`,
    breach: "create index hasty on devices using gin (tenant_id, public_key gin_trgm_ops)",
  },
  {
    rule: "grants the application nothing that it could build with",
    offenders: `select nspname::text from pg_namespace where has_schema_privilege('portcullis_app', oid, 'create')
      union all select c.relname from pg_class c where ${ours} and
        has_table_privilege('portcullis_app', c.oid, 'truncate, references, trigger')`,
    breach: "grant truncate on devices to portcullis_app",
  },
];

/** Every function that runs as the owner, with what it answers: ids, sort keys, counts; never a row. Extend it with a reason. */
const definers = [
  ["count_attempt", "integer"],
  ["count_mail", "integer"],
  ["count_sign_in", "integer"],
  [
    "counts_for_metrics",
    `TABLE(${[
      "cascades_running integer, cascades_postponed integer, oldest_running double precision",
      "cascades_parked integer, oldest_parked double precision",
      "gateways_new integer, gateways_reporting integer, gateways_silent integer, longest_silence double precision",
      "confirmations_open integer, oldest_confirmation double precision",
    ].join(", ")})`,
  ],
  ["due_bulk_operations", "TABLE(tenant_id uuid, operation_id uuid)"],
  ["due_cascades", "TABLE(tenant_id uuid, cascade_id uuid)"],
  ["due_expiries", "TABLE(tenant_id uuid)"],
  ["due_invitations", "TABLE(tenant_id uuid)"],
  ["due_seals", "TABLE(tenant_id uuid)"],
  ["oldest_unsealed", "double precision"],
  ["search_devices", "TABLE(id uuid, sort_key text, total integer)"],
  // With the ids among which it looks, and without for the release before.
  ["search_users", "TABLE(id uuid, sort_key text, total integer)"],
  ["search_users", "TABLE(id uuid, sort_key text, total integer)"],
  ["settle_sign_in", "void"],
  ["tenant_by_slug", "uuid"],
  ["waiting_invitations", "TABLE(invitations_waiting integer, invitations_stalled double precision)"],
];

const stack = new AsyncDisposableStack();
let sql: postgres.Sql;

beforeAll(async () => {
  const { ownerUrl } = stack.use(await testDatabase());
  sql = stack.adopt(postgres(ownerUrl, { max: 1, onnotice: () => {} }), (client) => client.end());
});
afterAll(() => stack.disposeAsync());

it.each(rules)("$rule", async ({ offenders, breach }) => {
  expect(await sql.unsafe(offenders).values()).toEqual([]);
  const noticed = await rolledBack(async (tx) => {
    await tx.unsafe(breach);
    return tx.unsafe(offenders).values();
  });
  expect(noticed).toHaveLength(1);
});

it("runs as the owner only the functions of the list, with a fixed search path, for nobody but the application", async () => {
  const found = await sql.unsafe(`
    select p.proname, pg_get_function_result(p.oid), array_to_string(p.proconfig, ' '),
      has_function_privilege('portcullis_app', p.oid, 'execute'), ${openToPublic}
    from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef order by p.proname`);
  expect(found.map((row) => Object.values(row))).toEqual(
    definers.map(([name, answers]) => [name, answers, "search_path=pg_catalog, pg_temp", true, false]),
  );
});

it("has looked at what there is", async () => {
  const found = await sql
    .unsafe(`
    select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')`)
    .values();
  expect(found.flat()).toEqual(
    expect.arrayContaining(["tenants", "users", "devices", "cascades", "audit_events", "sign_in_throttle", "access"]),
  );
});

async function rolledBack<T>(work: (tx: postgres.TransactionSql) => Promise<T>): Promise<T | undefined> {
  let result: T | undefined;
  const rollback = new Error("rolled back");
  const transaction = sql.begin(async (tx) => {
    result = await work(tx);
    throw rollback;
  });
  await expect(transaction).rejects.toBe(rollback);
  return result;
}
