import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TwoTenants, twoTenants } from "../testing/two-tenants.ts";

let tenants: TwoTenants;
beforeAll(async () => {
  tenants = await twoTenants();
});
afterAll(() => tenants[Symbol.asyncDispose]());

const tenantColumn = (relation: string) => (relation === "tenants" ? "id" : "tenant_id");

describe("reading", () => {
  it("sees no row of any table or view without a tenant, and its own alone with one", async () => {
    for (const relation of tenants.relations) {
      const everybodys = await tenants.owner
        .unsafe(`select distinct ${tenantColumn(relation)} from ${relation}`)
        .values();
      expect([relation, everybodys.length]).toEqual([relation, 2]);
      for (const scope of [undefined, "", crypto.randomUUID()]) {
        const rows = await tenants.asApp(scope, (tx) => tx.unsafe(`select * from ${relation}`));
        expect([relation, scope, rows.length]).toEqual([relation, scope, 0]);
      }
      const seen = await tenants.asApp(tenants.fixture.tenantId, (tx) =>
        tx.unsafe(`select distinct ${tenantColumn(relation)} from ${relation}`).values(),
      );
      expect([relation, seen]).toEqual([relation, [[tenants.fixture.tenantId]]]);
    }
  });

  it("sees nothing of another tenant by naming it, joining it, or asking a function of its own", async () => {
    const foreign = tenants.other.tenantId;
    await tenants.asApp(tenants.fixture.tenantId, async (tx) => {
      for (const relation of tenants.relations) {
        const where = `${tenantColumn(relation)} = '${foreign}'`;
        expect(await tx.unsafe(`select 1 from ${relation} where ${where} or true and ${where}`)).toHaveLength(0);
      }
      expect(await tx`select permissions_of(${foreign}, ${tenants.other.admin.id})`).toEqual([{ permissions_of: [] }]);
      const search = tx`select * from search_users('people', null, null, null, now(), null, 'name', false, null, null, 100, 100)`;
      const found = (await search).map((row) => String(row["id"]));
      expect(found).toContain(tenants.fixture.owner.id);
      expect(found).not.toContain(tenants.other.owner.id);
    });
    const unscoped = await tenants.asApp(
      undefined,
      (tx) =>
        tx`select * from search_users('people', null, null, null, now(), null, 'name', false, null, null, 100, 100)`,
    );
    expect(unscoped).toHaveLength(0);
  });

  it("is not moved by an operator that would look at hidden rows first", async () => {
    await tenants.asApp(tenants.fixture.tenantId, async (tx) => {
      const divided = tx`select 1 from users where 1 / (case when tenant_id = ${tenants.other.tenantId} then 0 else 1 end) = 1`;
      expect((await divided).length).toBeGreaterThan(0);
    });
  });
});

describe("writing", () => {
  it("changes and removes nothing of another tenant, and of none without a scope", async () => {
    const unwritable = new Set([
      "access",
      "device_access",
      "device_limits",
      "device_records",
      "online_devices",
      "tenants",
    ]);
    for (const table of ["events", "unsealed", "seals", "heads", "checkpoints"]) unwritable.add(`audit_${table}`);
    const writable = tenants.relations.filter((relation) => !unwritable.has(relation));
    for (const scope of [undefined, tenants.fixture.tenantId]) {
      for (const relation of writable) {
        const touched = await tenants.asApp(scope, async (tx) => {
          const where = `where tenant_id = '${tenants.other.tenantId}'`;
          const updated = await tx.unsafe(`update ${relation} set tenant_id = tenant_id ${where}`);
          const deleted = await tx.unsafe(`delete from ${relation} ${where}`);
          return [updated.count, deleted.count];
        });
        expect([relation, scope, touched]).toEqual([relation, scope, [0, 0]]);
      }
    }
    const renamed = await tenants.asApp(
      tenants.fixture.tenantId,
      (tx) => tx`update tenants set name = 'Mine' where id = ${tenants.other.tenantId}`,
    );
    expect(renamed.count).toBe(0);
  });

  it.each(["without a scope", "in another tenant's"])("inserts nothing %s", async (where) => {
    const scope = where === "without a scope" ? undefined : tenants.other.tenantId;
    const insert = tenants.asApp(
      scope,
      (tx) => tx`insert into users (tenant_id, id, email, status)
      values (${tenants.fixture.tenantId}, gen_random_uuid(), 'mallory@people.test', 'active')`,
    );
    await expect(insert).rejects.toThrow(/violates row-level security policy/);
  });

  it("moves no row into another tenant", async () => {
    const move = tenants.asApp(
      tenants.fixture.tenantId,
      (tx) => tx`update sessions set tenant_id = ${tenants.other.tenantId}`,
    );
    await expect(move).rejects.toThrow(/violates row-level security policy/);
  });

  it("stores no reference to another tenant's row, even where it may write one half of it", async () => {
    const borrow = tenants.asApp(
      tenants.fixture.tenantId,
      (tx) => tx`insert into devices (tenant_id, id, user_id, name, platform, public_key)
      values (${tenants.fixture.tenantId}, gen_random_uuid(), ${tenants.other.owner.id}, 'borrowed', 'linux', 'key')`,
    );
    await expect(borrow).rejects.toThrow(/violates foreign key constraint "devices_user"/);
  });
});
