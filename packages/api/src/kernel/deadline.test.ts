import { CallDeadline } from "@portcullis/db/call-deadline";
import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { withTenant } from "@portcullis/db/tenant";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { openFixture } from "../testing/fixture.ts";
import { callersOf } from "../testing/person.ts";
import { refusalOf } from "../testing/refusal.ts";

/** A fixture, and a pool as the console has for calls. */
async function aSharedPool() {
  const fixture = await openFixture();
  const db = openDatabase(fixture.url, { applicationName: "shared", max: 4, isShared: true });
  return {
    fixture,
    db,
    async [Symbol.asyncDispose]() {
      await closeDatabase(db);
      await fixture[Symbol.asyncDispose]();
    },
  };
}

it("gives a call's transactions what is left of its deadline, for locks and statements", async () => {
  await using pool = await aSharedPool();
  const { db, fixture } = pool;
  const read = (of: typeof db) => async () => {
    const [row] = await withTenant(of, fixture.tenantId, (tx) =>
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
  expect(await new CallDeadline(-5_000).run(read(fixture.db))).toEqual({ lock: "5s", statement: "15s" });
});

it("ends a call that waits for a lock in time, with words that say so", async () => {
  await using pool = await aSharedPool();
  const { db, fixture } = pool;
  const { user } = await fixture.aUserWithDevices();
  const { call } = callersOf(() => ({ ...fixture.owner.parts(), db }));
  await fixture.inScope(async (tx) => {
    await tx.execute(sql`select from users where id = ${user.id} for update`);
    const refused = await new CallDeadline(1_600).run(() => refusalOf(call.user.deactivate({ id: user.id })));
    expect(refused).toMatchObject({ code: "SERVICE_UNAVAILABLE", reason: "busy", retryAfter: 1 });
  });
});
