import { CallDeadline } from "@portcullis/db/call-deadline";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { withTenant } from "@portcullis/db/tenant";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { callersOf } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";
import { testWorld } from "../testing/world.ts";

/** A world, and a pool as the console has for calls. */
async function aSharedPool() {
  const world = await testWorld();
  const db = openDatabase(world.url, { applicationName: "shared", max: 4, isShared: true });
  return {
    world,
    db,
    async [Symbol.asyncDispose]() {
      await closeDatabase(db);
      await world[Symbol.asyncDispose]();
    },
  };
}

it("gives a call's transactions what is left of its deadline, for locks and statements", async () => {
  await using pool = await aSharedPool();
  const { db, world } = pool;
  const read = (of: typeof db) => async () => {
    const [row] = await withTenant(of, world.tenantId, (tx) =>
      tx.execute(
        sql`select current_setting('lock_timeout') as lock, current_setting('statement_timeout') as statement`,
      ),
    );
    return row;
  };
  const soon = {
    lock: expect.stringMatching(/^2\d{3}ms$/) as string,
    statement: expect.stringMatching(/^2\d{3}ms$/) as string,
  };
  expect(await new CallDeadline(3_300).run(read(db))).toEqual(soon);
  expect(await new CallDeadline(-5_000).run(read(db))).toEqual({ lock: "1s", statement: "1s" });
  expect(await read(db)()).toEqual({ lock: "5s", statement: "15s" });
  // What streams read goes on after the call that opened them.
  expect(await new CallDeadline(-5_000).run(read(world.db))).toEqual({ lock: "5s", statement: "15s" });
});

it("ends a call that waits for a lock in time, with words that say so", async () => {
  await using pool = await aSharedPool();
  const { db, world } = pool;
  const { user } = await world.aUserWithDevices();
  const { call } = callersOf(() => ({ ...world.owner.parts(), db }));
  await world.inScope(async (tx) => {
    await tx.execute(sql`select from users where id = ${user.id} for update`);
    const refused = await new CallDeadline(1_600).run(() => refusalOf(call.user.deactivate({ id: user.id })));
    expect(refused).toMatchObject({ code: "SERVICE_UNAVAILABLE", reason: "busy", retryAfter: 1 });
  });
});
