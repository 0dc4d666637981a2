import { recordAudit, recordAudits } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { auditSeals, auditUnsealed } from "@portcullis/db/schema/audit-chain";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createInternalCaller } from "../internal-router.ts";
import { type Fixture, openFixture } from "../testing/fixture.ts";
import { verifyAuditLog } from "./verify-audit-log.ts";

let fixture: Fixture;
let worker: ReturnType<typeof createInternalCaller>;
beforeAll(async () => {
  fixture = await openFixture();
  worker = createInternalCaller({ db: fixture.db, principal: { kind: "worker" } });
});
afterAll(() => fixture[Symbol.asyncDispose]());

const anEntry = () =>
  ({ action: "user.updated", actor: { kind: "worker", id: null }, target: { kind: "user", id: newId() } }) as const;

/** The application sees what the operator's command sees of one tenant. */
const verify = (tenantId = fixture.tenantId) =>
  verifyAuditLog({ db: fixture.db, principal: { kind: "operator", tenantId } });

const sealsOf = (tenantId: Fixture["tenantId"]) =>
  withTenant(fixture.db, tenantId, (tx) => tx.select().from(auditSeals).orderBy(auditSeals.number));

it("seals every event once, in portions of a thousand, and tells the chain's head", async () => {
  const tenant = await fixture.aTenant();
  const { tenantId, owner } = tenant;
  const write = (count: number) => (tx: TenantTx) => recordAudits(tx, Array.from({ length: count }, anEntry));
  for (const count of [1000, 700, 300, 1]) await tenant.inScope(write(count));
  expect(await owner.call.audit.seal()).toMatchObject({ waiting: 2001 });
  await fixture.sealAuditLogs();

  const seals = await sealsOf(tenantId);
  expect(seals.map((seal) => [seal.number, seal.eventIds.length])).toEqual([
    [1, 1000],
    [2, 1000],
    [3, 1],
  ]);
  expect(new Set(seals.flatMap((seal) => seal.eventIds)).size).toBe(2001);
  const { sound } = { sound: undefined, ...(await verify(tenantId)) };
  const state = await owner.call.audit.seal();
  expect(state).toMatchObject({ head: sound?.head, sealed: sound?.events, waiting: 0, removed: null });
  expect(sound).toMatchObject({ seals: 3, unproven: 0, head: { number: 3, hash: seals[2]?.hash.toString("hex") } });
});

it("says so where nothing is sealed yet", async () => {
  const { tenantId, owner } = await fixture.aTenant();
  const state = await owner.call.audit.seal();
  expect(state).toMatchObject({ head: null, sealed: 0, removed: null });
  expect(await verify(tenantId)).toMatchObject({ sound: { head: null, seals: 0, waiting: state.waiting } });
  expect((await worker.audit.due({ limit: 1000 })).includes(tenantId)).toBe(state.waiting > 0);
});

it("queues an event of a bulk insert in portions, and nothing for a statement that wrote none", async () => {
  await fixture.sealAuditLogs();
  await fixture.inScope(async (tx) => {
    await tx.execute(`insert into audit_events (tenant_id, id, at, action, actor_kind, target_kind)
      select '${fixture.tenantId}', gen_random_uuid(), now(), 'user.updated', 'worker', 'user' from generate_series(1, 2500)`);
    await tx.execute("insert into audit_events select * from audit_events where false");
  });
  const waiting = await fixture.inScope((tx) => tx.select().from(auditUnsealed).orderBy(auditUnsealed.number));
  expect(waiting.map((row) => row.eventIds.length)).toEqual([1000, 1000, 500]);
  await fixture.sealAuditLogs();
  expect(await verify()).toHaveProperty("sound");
});

it("seals an event whose transaction commits late, however much was sealed since", async () => {
  const mayCommit = Promise.withResolvers<void>();
  const isWritten = Promise.withResolvers<string>();
  const late = fixture.inScope(async (tx) => {
    isWritten.resolve(await recordAudit(tx, anEntry()));
    await mayCommit.promise;
  });
  const lateId = await isWritten.promise;
  for (let n = 0; n < 3; n++) {
    await fixture.inScope((tx) => recordAudit(tx, anEntry()));
    await fixture.sealAuditLogs();
  }
  mayCommit.resolve();
  await late;
  expect((await sealsOf(fixture.tenantId)).flatMap((seal) => seal.eventIds)).not.toContain(lateId);
  await fixture.sealAuditLogs();
  expect((await sealsOf(fixture.tenantId)).at(-1)?.eventIds).toEqual([lateId]);
  expect(await verify()).toHaveProperty("sound");
});

// A hundred rounds take their time on a busy machine.
it("never forks, whoever writes and seals at once: a hundred rounds of four writers and three sealers", {
  timeout: 60_000,
}, async () => {
  const tenant = await fixture.aTenant();
  const { tenantId } = tenant;
  const written: string[] = [];
  const outcomes = new Set<string>();
  for (let round = 0; round < 100; round++) {
    const writers = Array.from({ length: 4 }, async () => {
      written.push(await tenant.inScope((tx) => recordAudit(tx, anEntry())));
    });
    const sealers = Array.from({ length: 3 }, async () =>
      outcomes.add((await worker.audit.seal({ tenantId })).outcome),
    );
    await Promise.all([...writers, ...sealers]);
  }
  await fixture.sealAuditLogs();
  const seals = await sealsOf(tenantId);
  expect(seals.map((seal) => seal.number)).toEqual(seals.map((_, n) => n + 1));
  const sealed = seals.flatMap((seal) => seal.eventIds);
  expect(new Set(sealed).size).toBe(sealed.length);
  expect(new Set(sealed)).toEqual(new Set([...sealed, ...written]));
  expect(await verify(tenantId)).toMatchObject({ sound: { events: sealed.length, seals: seals.length } });
  expect(outcomes).toContain("busy");
});

it("keeps verifying when a person is deleted, all that was kept of them erased", async () => {
  const { call } = fixture.admin;
  const person = await fixture.aPerson();
  await call.user.update({ id: person.id, firstName: "Grace" });
  await person.call.account.update({ lastName: "Hopper" });
  await fixture.sealAuditLogs();
  await call.user.delete({ id: person.id });
  expect(await verify()).toHaveProperty("sound");
  await fixture.drainCascades();
  await fixture.sealAuditLogs();
  expect(await verify()).toHaveProperty("sound");
});
