import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pauseRestored } from "../tenant/pause-restored.ts";
import { type TwoTenants, twoTenants } from "../testing/two-tenants.ts";

/** What a restored backup may not revive, table by table, and what becomes of it when a tenant is paused after a restore. */
const tables: Readonly<Record<string, "emptied" | "changed" | "kept" | "plain">> = {
  // Credentials that may have been revoked or used since, and links.
  sessions: "emptied",
  invitations: "emptied",
  password_resets: "emptied",
  device_tokens: "emptied",
  recovery_codes: "emptied",
  ownership_offers: "emptied",
  // Tokens replaced by what nobody knows.
  gateways: "changed",
  // Work: mails that may have been sent since, operations that may have been carried through or cancelled.
  queued_invitations: "emptied",
  invitation_runs: "changed",
  bulk_operations: "changed",
  // The pause itself.
  tenants: "changed",
  // Passwords and keys open nothing for anybody but the owner until the tenant is resumed.
  credentials: "kept",
  // Set-ups that were not confirmed are removed.
  totp_factors: "kept",
  passkeys: "kept",
  // A challenge expires within minutes, and one that was used stays used.
  used_challenges: "kept",
  // Only ever brings devices to what their users' rows say, which is what the pause denies as a whole.
  cascades: "kept",
  // What gateways have to confirm, and the pause among it; what waits for a seal; what a gateway saw last.
  gateway_confirmations: "changed",
  audit_unsealed: "changed",
  audit_checkpoints: "kept",
  device_presence: "kept",
  device_posture: "kept",
  bulk_members: "kept",
  audit_events: "changed",
  audit_details: "changed",
  audit_origins: "plain",
  audit_refusals: "plain",
  audit_heads: "plain",
  device_connections: "plain",
  audit_seals: "plain",
  cascade_devices: "plain",
  device_addresses: "plain",
  device_search: "plain",
  device_search_prefixes: "plain",
  devices: "plain",
  group_members: "plain",
  group_roles: "plain",
  groups: "plain",
  posture_rules: "plain",
  profile_images: "plain",
  roles: "plain",
  user_roles: "plain",
  user_search: "plain",
  user_search_prefixes: "plain",
  users: "plain",
};

/** Names of columns that hold a secret, work or a clock. */
const telling =
  "token_hash|secret|password|public_key_credential|expires_at|due_at|next_attempt_at|paused_until|until|lease";

describe("after a restore", () => {
  let tenants: TwoTenants;
  beforeAll(async () => {
    tenants = await twoTenants();
  });
  afterAll(() => tenants[Symbol.asyncDispose]());

  it("says of every table what becomes of it", async () => {
    const found = await tenants.owner<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        and relname not in ('sign_in_throttle') order by relname`;
    expect(found.map(({ name }) => name)).toEqual(Object.keys(tables).toSorted());
  });

  it("calls no table plain that holds a credential, work or a clock", async () => {
    const found = await tenants.owner<{ name: string }[]>`
      select distinct c.relname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and a.attname ~ ${`(${telling})`}`;
    const plain = found.filter(({ name }) => tables[name] === "plain").map(({ name }) => name);
    expect(plain).toEqual([]);
    expect(found.length).toBeGreaterThan(8);
  });

  it("does so", async () => {
    const { fixture } = tenants;
    const digest = async (name: string) => {
      const column = name === "tenants" ? "id" : "tenant_id";
      const rows = await tenants.owner.unsafe<{ row: string }[]>(
        `select to_jsonb(t)::text as row from ${name} t where ${column} = '${fixture.tenantId}' order by 1`,
      );
      return rows.map(({ row }) => row);
    };
    const names = Object.keys(tables);
    const read = async () => new Map(await Promise.all(names.map(async (name) => [name, await digest(name)] as const)));
    const before = await read();
    const db = openDatabase(fixture.ownerUrl, { applicationName: "test operator", max: 1 });
    await tenants.owner`update tenants set home = 'elsewhere' where id = ${fixture.tenantId}`;
    await pauseRestored({ db, principal: { kind: "operator", tenantId: fixture.tenantId } });
    await closeDatabase(db);
    const after = await read();
    const became = names.map((name) => {
      const rows = after.get(name) ?? [];
      if (tables[name] === "plain" || tables[name] === "kept")
        return [name, JSON.stringify(rows) === JSON.stringify(before.get(name)) ? tables[name] : "changed"];
      if (rows.length === 0) return [name, "emptied"];
      return [name, JSON.stringify(rows) === JSON.stringify(before.get(name)) ? "kept" : "changed"];
    });
    expect(Object.fromEntries(became)).toEqual(tables);
  });
});
