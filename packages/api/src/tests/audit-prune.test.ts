import { recordAudits } from "@portcullis/db/audit";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { pruneTrail } from "@portcullis/services/audit/prune-trail";
import { verifyTrail } from "@portcullis/services/audit/verify-trail";
import type { OperatorContext } from "@portcullis/services/tenant/operator-context";
import { expect, it } from "vitest";
import { testWorld } from "../testing/world.ts";

const from = { address: "192.0.2.7", agent: "Lynx" };

/** A trail with three events of each of the days that a seal holds, and the owner's pool. */
async function aTrail(...seals: readonly (readonly number[])[]) {
  await using building = new AsyncDisposableStack();
  const world = building.use(await testWorld());
  const db = openDatabase(world.ownerUrl, { applicationName: "portcullis-test-owner" });
  building.defer(() => closeDatabase(db));
  const ctx: OperatorContext = { db, principal: { kind: "operator", tenantId: world.tenantId } };
  const write = (count: number) =>
    world.inScope((tx) =>
      recordAudits(
        tx,
        Array.from({ length: count }, () => ({
          action: "user.updated",
          actor: { kind: "user", id: world.admin.id, from },
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
    await world.sealTrails();
  }
  const stack = building.move();
  return { world, ctx, sql: db.$client, write, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

const day = (n: number) => new Date(`2026-01-0${n}T00:00:00Z`);

it("removes whole seals of which every event is older, and the chain goes on from where they ended", async () => {
  await using trail = await aTrail([1], [2], [3], [4], [5]);
  const { world, ctx, sql } = trail;
  const [third] = await sql`select encode(hash, 'hex') as hash from audit_seals where number = 3`;
  expect(await pruneTrail(ctx, { before: day(4) })).toEqual({ events: 9, seals: 3 });
  expect(await verifyTrail(ctx)).toMatchObject({
    sound: { removed: { events: 9, until: new Date("2026-01-03T12:00:00Z") } },
  });
  expect(await sql`select from audit_details where event_id not in (select id from audit_events)`).toHaveLength(0);
  expect(await sql`select from audit_origins`).toHaveLength(6);
  const [told] = (await world.owner.call.audit.list({ action: ["tenant.trail_pruned"] })).items;
  expect(told).toMatchObject({
    actor: { kind: "operator" },
    target: { kind: "tenant", id: world.tenantId },
    details: { after: { seal: 3, hash: third?.["hash"], entries: 9, until: "2026-01-03T12:00:00.000Z" } },
  });

  await world.sealTrails();
  expect(await world.owner.call.audit.seal()).toMatchObject({
    head: { number: 6 },
    sealed: 7,
    waiting: 0,
    removed: { entries: 9, until: new Date("2026-01-03T12:00:00Z") },
  });
  expect(await pruneTrail(ctx, { before: day(4) })).toEqual({ events: 0, seals: 0 });
  expect(await pruneTrail(ctx, { before: day(9) })).toEqual({ events: 6, seals: 2 });
  expect(await verifyTrail(ctx)).toMatchObject({ sound: { events: 1, waiting: 1, removed: { events: 15 } } });
});

it("keeps a seal of which one event is young, and all that come after", async () => {
  await using trail = await aTrail([1], [2, 8], [3]);
  const { ctx } = trail;
  expect(await pruneTrail(ctx, { before: day(5) })).toEqual({ events: 3, seals: 1 });
  expect(await verifyTrail(ctx)).toMatchObject({ sound: { events: 9, seals: 2, removed: { events: 3 } } });
});

it("refuses while something that old waits for its seal, and leaves all as it is", async () => {
  await using trail = await aTrail([1], [2]);
  const { ctx, sql, write } = trail;
  await write(2);
  await sql`update audit_events set at = '2026-01-01' where at > '2026-02-01'`;
  await expect(pruneTrail(ctx, { before: day(2) })).rejects.toMatchObject({ reason: "trail_unsealed" });
  await trail.world.sealTrails();
  expect(await pruneTrail(ctx, { before: day(2) })).toEqual({ events: 3, seals: 1 });
  expect(await verifyTrail(ctx)).toHaveProperty("sound");
});

it("removes nothing that is not as it was sealed: the evidence stays", async () => {
  await using trail = await aTrail([1], [2], [3]);
  const { ctx, sql } = trail;
  await sql`update audit_events set actor_id = gen_random_uuid() where id = (select id from audit_events where at < '2026-01-03' order by id desc limit 1)`;
  await expect(pruneTrail(ctx, { before: day(3) })).rejects.toMatchObject({ reason: "trail_broken" });
  expect(await sql`select from audit_seals`).toHaveLength(3);
});

it("removes a long trail step by step, and can be stopped between two", async () => {
  await using trail = await aTrail([1]);
  const { world, ctx, sql } = trail;
  await sql`
    insert into audit_events (tenant_id, id, at, action, actor_kind, target_kind)
    select ${world.tenantId}, gen_random_uuid(), '2026-01-02', 'user.updated', 'worker', 'user' from generate_series(1, 4000)`;
  await world.sealTrails();
  expect(await pruneTrail(ctx, { before: day(3) })).toEqual({ events: 4003, seals: 5 });
  const told = await sql`select from audit_events where action = 'tenant.trail_pruned'`;
  expect(told.length).toBeGreaterThan(1);
  expect(await verifyTrail(ctx)).toMatchObject({
    sound: { events: 0, waiting: told.length, removed: { events: 4003 } },
  });
});
