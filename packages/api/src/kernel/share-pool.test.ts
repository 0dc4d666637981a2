import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { inTurnOf, isPoolBlocked } from "@portcullis/db/share-pool";
import { withTenant } from "@portcullis/db/tenant";
import { tenantId } from "@portcullis/domain/ids";
import { testDatabase } from "@portcullis/testing/test-database";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";

const acme = tenantId("01900000-0000-7000-8000-00000000000a");
const globex = tenantId("01900000-0000-7000-8000-00000000000b");

/** A shared pool of four, and transactions in it that end when they are told to. */
async function aPool() {
  const database = await testDatabase();
  const now = { waiting: 0, running: 0 };
  const watch = {
    asked: () => void now.waiting++,
    got: () => {
      now.waiting--;
      now.running++;
    },
    failed: () => void now.waiting--,
    ended: () => void now.running--,
  };
  const db = openDatabase(database.applicationUrl, { applicationName: "shared", max: 4, isShared: true, watch });
  const isOver = Promise.withResolvers<void>();
  const hold = (tenant: typeof acme, count: number) =>
    Array.from({ length: count }, () => withTenant(db, tenant, () => isOver.promise));
  return {
    db,
    now,
    hold,
    letGo: isOver.resolve,
    async [Symbol.asyncDispose]() {
      await closeDatabase(db, 1);
      await database[Symbol.asyncDispose]();
    },
  };
}

it("gives one tenant half of the connections at most, and others what they ask for meanwhile", async () => {
  await using pool = await aPool();
  const held = pool.hold(acme, 40);
  await expect.poll(() => pool.now).toEqual({ waiting: 38, running: 2 });
  expect(await inTurnOf(pool.db, globex).execute(sql`select 1 as one`)).toEqual([{ one: 1 }]);
  expect(await withTenant(pool.db, globex, (tx) => tx.execute(sql`select 2 as two`))).toEqual([{ two: 2 }]);
  expect(isPoolBlocked(pool.db)).toBe(false);
  pool.letGo();
  await Promise.all(held);
  expect(pool.now).toEqual({ waiting: 0, running: 0 });
});

it("ends a wait for a connection after 3 s, with words that say so, and says that the pool is blocked", async () => {
  await using pool = await aPool();
  const held = [...pool.hold(acme, 2), ...pool.hold(globex, 2)];
  const busy = { code: "SERVICE_UNAVAILABLE", reason: "busy", retryAfter: 1 };
  const began = performance.now();
  const waiting = [
    inTurnOf(pool.db, acme).execute(sql`select 1`),
    withTenant(pool.db, globex, (tx) => tx.execute(sql`select 1`)),
    pool.db.execute(sql`select 1`),
  ];
  const ends = waiting.map((work) => expect(work).rejects.toMatchObject(busy));
  await expect.poll(() => isPoolBlocked(pool.db)).toBe(true);
  await Promise.all(ends);
  expect(performance.now() - began).toBeGreaterThan(2_900);
  pool.letGo();
  await Promise.all(held);
  expect(isPoolBlocked(pool.db)).toBe(false);
  expect(await pool.db.execute(sql`select 1 as one`)).toEqual([{ one: 1 }]);
});

it("gives a connection back whose work failed", async () => {
  await using pool = await aPool();
  const failing = Array.from({ length: 20 }, () => withTenant(pool.db, acme, (tx) => tx.execute(sql`select 1 / 0`)));
  for (const { status } of await Promise.allSettled(failing)) expect(status).toBe("rejected");
  expect(pool.now).toEqual({ waiting: 0, running: 0 });
});
