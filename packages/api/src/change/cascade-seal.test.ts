import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { auditSeals } from "@portcullis/db/schema/audit-chain";
import { timestampNow } from "@portcullis/domain/timestamp";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pruneAuditLog } from "../audit/prune-audit-log.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";

type Tenant = Awaited<ReturnType<Fixture["aTenant"]>>;

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture[Symbol.asyncDispose]());

/** Somebody who was deactivated, with the receipt's id. */
async function aDeactivation(tenant: Tenant) {
  const { id: userId } = await tenant.aUser();
  const { cascade } = await tenant.owner.call.user.deactivate({ id: userId });
  return { userId, id: cascade?.id ?? "" };
}

const sealOf = async (tenant: Tenant, number: number) => {
  const [seal] = await tenant.inScope((tx) => tx.select().from(auditSeals).where(eq(auditSeals.number, number)));
  return seal && { state: "sealed", number, hash: seal.hash.toString("hex"), sealedAt: seal.sealedAt };
};

it("names the seal that contains the entry of the request, however many follow", async () => {
  const tenant = await fixture.aTenant();
  const { owner } = tenant;
  const other = await aDeactivation(await fixture.aTenant());
  const first = await aDeactivation(tenant);
  expect(await owner.call.cascade.seal({ id: first.id })).toEqual({ state: "waiting" });
  await fixture.sealAuditLogs();
  await fixture.drainCascades();
  await owner.call.user.reactivate({ id: first.userId });
  const second = await aDeactivation(tenant);
  expect(await owner.call.cascade.seal({ id: second.id })).toEqual({ state: "waiting" });
  await fixture.sealAuditLogs();
  await aDeactivation(tenant);
  await fixture.sealAuditLogs();
  expect(await sealOf(tenant, 3)).toBeDefined();
  expect(await owner.call.cascade.seal({ id: first.id })).toEqual(await sealOf(tenant, 1));
  expect(await owner.call.cascade.seal({ id: second.id })).toEqual(await sealOf(tenant, 2));
  const { cascade } = await owner.call.user.get({ id: first.userId });
  expect(await owner.call.cascade.seal({ id: cascade?.id ?? "" })).toEqual(await sealOf(tenant, 2));
  await expect(owner.call.cascade.seal({ id: other.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});

it("names it where the worker's clock is behind the database's", async () => {
  const tenant = await fixture.aTenant();
  const { id } = await aDeactivation(tenant);
  await fixture.sealAuditLogs();
  await using db = openOwner();
  await db.$client`update audit_seals set sealed_at = sealed_at - interval '5 minutes' where tenant_id = ${tenant.tenantId}`;
  expect(await tenant.owner.call.cascade.seal({ id })).toEqual(await sealOf(tenant, 1));
});

it("says so where the seal was removed by retention", async () => {
  const tenant = await fixture.aTenant();
  const { id } = await aDeactivation(tenant);
  await fixture.sealAuditLogs();
  await using db = openOwner();
  const ctx = { db: db.pool, principal: { kind: "operator", tenantId: tenant.tenantId } } as const;
  expect(await pruneAuditLog(ctx, { before: timestampNow() })).toMatchObject({ seals: 1 });
  expect(await tenant.owner.call.cascade.seal({ id })).toEqual({ state: "removed" });
});

it.each(["audit_seals", "audit_events"] as const)("says so where somebody removed it from %s", async (table) => {
  const tenant = await fixture.aTenant();
  const { id } = await aDeactivation(tenant);
  await fixture.sealAuditLogs();
  await using db = openOwner();
  await db.$client`delete from audit_origins where tenant_id = ${tenant.tenantId}`;
  await db.$client`delete from ${db.$client(table)} where tenant_id = ${tenant.tenantId}`;
  expect(await tenant.owner.call.cascade.seal({ id })).toEqual({ state: "missing" });
});

/** As the owner of the schema, who may change what the application may not. */
function openOwner() {
  const pool = openDatabase(fixture.ownerUrl, { applicationName: "portcullis-test-owner" });
  return { pool, $client: pool.$client, [Symbol.asyncDispose]: () => closeDatabase(pool) };
}
