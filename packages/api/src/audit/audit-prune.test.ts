import { recordAudits } from "@portcullis/db/audit";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { expect, it } from "vitest";
import type { OperatorContext } from "../tenant/operator.ts";
import { openFixture } from "../testing/fixture.ts";
import { pruneAuditLog } from "./prune-audit-log.ts";
import { verifyAuditLog } from "./verify-audit-log.ts";

const from = { address: "192.0.2.7", agent: "Lynx" };

/** An audit log with three events of each of the days that a seal holds, and the owner's pool. */
async function anAuditLog(...seals: readonly (readonly number[])[]) {
  await using building = new AsyncDisposableStack();
  const fixture = building.use(await openFixture());
  const db = openDatabase(fixture.ownerUrl, { applicationName: "portcullis-test-owner" });
  building.defer(() => closeDatabase(db));
  const ctx: OperatorContext = { db, principal: { kind: "operator", tenantId: fixture.tenantId } };
  const write = (count: number) =>
    fixture.inScope((tx) =>
      recordAudits(
        tx,
        Array.from({ length: count }, () => ({
          action: "user.updated",
          actor: { kind: "user", id: fixture.admin.id, from },
          target: { kind: "user", id: newId() },
          details: { reason: "a change" },
        })),
      ),
    );
  for (const days of seals) {
    for (const day of days) {
      await write(3);
      await db.$client`update audit_events set at = ${`2026-01-0${day}T12:00:00Z`} where at > '2026-02-01'`;
    }
    await fixture.sealAuditLogs();
  }
  const stack = building.move();
  return { fixture, ctx, sql: db.$client, write, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const day = (n: number) => `2026-01-0${n}T00:00:00.000Z`;

it("removes whole seals of which every event is older, and the chain goes on from where they ended", async () => {
  await using auditLog = await anAuditLog([1], [2], [3], [4], [5]);
  const { fixture, ctx, sql } = auditLog;
  const [third] = await sql`select encode(hash, 'hex') as hash from audit_seals where number = 3`;
  expect(await pruneAuditLog(ctx, { before: day(4) })).toEqual({ events: 9, seals: 3 });
  expect(await verifyAuditLog(ctx)).toMatchObject({
    sound: { removed: { events: 9, until: "2026-01-03T12:00:00.000Z" } },
  });
  expect(await sql`select from audit_details where event_id not in (select id from audit_events)`).toHaveLength(0);
  expect(await sql`select from audit_origins`).toHaveLength(6);
  const [entry] = (await fixture.owner.call.audit.list({ action: ["tenant.trail_pruned"] })).items;
  expect(entry).toMatchObject({
    actor: { kind: "operator" },
    target: { kind: "tenant", id: fixture.tenantId },
    details: { after: { seal: 3, hash: third?.["hash"], entries: 9, until: "2026-01-03T12:00:00.000Z" } },
  });

  await fixture.sealAuditLogs();
  expect(await fixture.owner.call.audit.seal()).toMatchObject({
    head: { number: 6 },
    sealed: 7,
    waiting: 0,
    removed: { entries: 9, until: "2026-01-03T12:00:00.000Z" },
  });
  expect(await pruneAuditLog(ctx, { before: day(4) })).toEqual({ events: 0, seals: 0 });
  expect(await pruneAuditLog(ctx, { before: day(9) })).toEqual({ events: 6, seals: 2 });
  expect(await verifyAuditLog(ctx)).toMatchObject({ sound: { events: 1, waiting: 1, removed: { events: 15 } } });
});

it("keeps a seal of which one event is young, and all that come after", async () => {
  await using auditLog = await anAuditLog([1], [2, 8], [3]);
  const { ctx } = auditLog;
  expect(await pruneAuditLog(ctx, { before: day(5) })).toEqual({ events: 3, seals: 1 });
  expect(await verifyAuditLog(ctx)).toMatchObject({ sound: { events: 9, seals: 2, removed: { events: 3 } } });
});

it("refuses while something that old waits for its seal, and leaves all as it is", async () => {
  await using auditLog = await anAuditLog([1], [2]);
  const { ctx, sql, write } = auditLog;
  await write(2);
  await sql`update audit_events set at = '2026-01-01' where at > '2026-02-01'`;
  await expect(pruneAuditLog(ctx, { before: day(2) })).rejects.toMatchObject({ reason: "trail_unsealed" });
  await auditLog.fixture.sealAuditLogs();
  expect(await pruneAuditLog(ctx, { before: day(2) })).toEqual({ events: 3, seals: 1 });
  expect(await verifyAuditLog(ctx)).toHaveProperty("sound");
});

it("removes nothing that is not as it was sealed: the evidence stays", async () => {
  await using auditLog = await anAuditLog([1], [2], [3]);
  const { ctx, sql } = auditLog;
  await sql`update audit_events set actor_id = gen_random_uuid() where id = (select id from audit_events where at < '2026-01-03' order by id desc limit 1)`;
  await expect(pruneAuditLog(ctx, { before: day(3) })).rejects.toMatchObject({ reason: "trail_broken" });
  expect(await sql`select from audit_seals`).toHaveLength(3);
});

it("removes a long audit log step by step, and can be stopped between two", async () => {
  await using auditLog = await anAuditLog([1]);
  const { fixture, ctx, sql } = auditLog;
  await sql`
    insert into audit_events (tenant_id, id, at, action, actor_kind, target_kind)
    select ${fixture.tenantId}, gen_random_uuid(), '2026-01-02', 'user.updated', 'worker', 'user' from generate_series(1, 4000)`;
  await fixture.sealAuditLogs();
  expect(await pruneAuditLog(ctx, { before: day(3) })).toEqual({ events: 4003, seals: 5 });
  const entry = await sql`select from audit_events where action = 'tenant.trail_pruned'`;
  expect(entry.length).toBeGreaterThan(1);
  expect(await verifyAuditLog(ctx)).toMatchObject({
    sound: { events: 0, waiting: entry.length, removed: { events: 4003 } },
  });
});
