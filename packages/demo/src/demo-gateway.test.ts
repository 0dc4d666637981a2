import { takeReport } from "@portcullis/api/gateway/take-report";
import { demoGatewayId, demoTenantId } from "@portcullis/api/tenant/demo-ids";
import { operatorFixture } from "@portcullis/api/testing/operator-fixture";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { testDatabase } from "@portcullis/testing/test-database";
import { expect, it } from "vitest";
import { openDemoGateway } from "./demo-gateway.ts";

const report = {
  publicKey: `${"A".repeat(43)}=`,
  version: "1.0.0 (simulated)",
  peerCount: 0,
  confirmed: [],
  peers: [],
};

/** The demo's tenant `acme` without anybody in it. */
async function demoTenant() {
  const database = await testDatabase();
  const db = openDatabase(database.ownerUrl, { max: 2, applicationName: "test" });
  await db.$client`insert into tenants (id, slug, name) values (${demoTenantId("acme")}, 'acme', 'Acme Industries')`;
  return {
    db,
    async [Symbol.asyncDispose]() {
      await closeDatabase(db);
      await database[Symbol.asyncDispose]();
    },
  };
}

it("makes the simulated gateway once, keeps its token while that opens, and respects its removal", async () => {
  await using demo = await demoTenant();
  const { db } = demo;
  const token = await openDemoGateway(db, "acme", undefined);
  expect(token).toEqual(expect.any(String));
  expect(await openDemoGateway(db, "acme", token)).toBe(token);
  expect(await db.$client`select id, name from gateways`).toMatchObject([
    { id: demoGatewayId("acme"), name: "frankfurt-1 (simulated)" },
  ]);

  const other = await openDemoGateway(db, "acme", undefined);
  expect(other).not.toBe(token);
  expect(await openDemoGateway(db, "acme", token)).not.toBe(other);
  expect(await db.$client`select action from audit_events order by at, id`).toMatchObject(
    ["gateway.created", "gateway.token_rotated", "gateway.token_rotated"].map((action) => ({ action })),
  );

  await db.$client`delete from gateways`;
  expect(await openDemoGateway(db, "acme", other)).toBeUndefined();
  expect(await openDemoGateway(db, "globex", undefined)).toBeUndefined();
  expect(await db.$client`select id from gateways`).toEqual([]);
});

it("takes a simulated interface's report for the demo's gateway alone", async () => {
  await using demo = await demoTenant();
  await openDemoGateway(demo.db, "acme", undefined);
  const principal = { kind: "gateway", tenantId: demoTenantId("acme"), gatewayId: demoGatewayId("acme") } as const;
  expect(await takeReport({ db: demo.db, principal }, report)).toEqual({ ok: true });

  await using fixture = await operatorFixture();
  const real = { ...principal, tenantId: fixture.ctx.principal.tenantId, gatewayId: crypto.randomUUID() };
  await expect(takeReport({ db: fixture.ctx.db, principal: real }, report)).rejects.toMatchObject({
    code: "FORBIDDEN",
    reason: "gateway_simulated",
  });
});
