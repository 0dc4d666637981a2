import { closeDatabase, openDatabase } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { groups } from "@portcullis/db/schema/groups";
import { withTenant } from "@portcullis/db/tenant";
import { openTcpProxy } from "@portcullis/testing/tcp-proxy";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { type Fixture, openFixture } from "../testing/fixture.ts";

/** A pool of one connection, so that whatever comes next gets the lost one's place. */
function narrowPool(fixture: Fixture, url = fixture.url) {
  const db = openDatabase(url, { applicationName: "portcullis-test-narrow", max: 1 });
  return { db, [Symbol.asyncDispose]: () => closeDatabase(db, 1) };
}

const aGroup = (fixture: Fixture, name: string) => ({ tenantId: fixture.tenantId, id: newId(), name });

async function endBackend(fixture: Fixture, pid: number): Promise<void> {
  await fixture.db.execute(sql`select pg_terminate_backend(${pid}, 5000)`);
}

it("keeps what a transaction does after its connection was lost out of the next one", async () => {
  await using fixture = await openFixture();
  await using pool = narrowPool(fixture);
  const begun = Promise.withResolvers<number>();
  const goOn = Promise.withResolvers<void>();
  const attempted = Promise.withResolvers<void>();
  const lost = withTenant(pool.db, fixture.tenantId, async (tx) => {
    const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    begun.resolve(row?.pid ?? 0);
    await goOn.promise;
    const insert = tx.insert(groups).values(aGroup(fixture, "from the lost transaction"));
    await insert.finally(attempted.resolve);
  });
  const verdict = lost.catch((error: unknown) => error);
  await endBackend(fixture, await begun.promise);
  expect(await verdict).toMatchObject({ code: "CONNECTION_CLOSED" });

  const next = withTenant(pool.db, fixture.tenantId, async (tx) => {
    await tx.insert(groups).values(aGroup(fixture, "from the next transaction"));
    goOn.resolve();
    await attempted.promise;
    throw new Error("rolled back");
  });
  await expect(next).rejects.toThrow("rolled back");
  expect(await fixture.inScope((tx) => tx.select({ name: groups.name }).from(groups))).toEqual([]);
});

it("survives the loss of the connection in the middle of a statement, and answers the next question with its own answer", async () => {
  await using fixture = await openFixture();
  await using pool = narrowPool(fixture);
  const begun = Promise.withResolvers<number>();
  const lost = withTenant(pool.db, fixture.tenantId, async (tx) => {
    const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    const sleeping = tx.execute(sql`select pg_sleep(60)`);
    sleeping.catch(() => {});
    begun.resolve(row?.pid ?? 0);
    await sleeping;
  });
  const verdict = lost.catch((error: unknown) => error);
  await endBackend(fixture, await begun.promise);
  expect(await verdict).toBeInstanceOf(Error);
  for (const n of [1, 2, 3]) expect(await pool.db.execute(sql`select ${n}::int as n`)).toEqual([{ n }]);
});

/** The client asks it first on every connection, for itself. */
const firstQuestion = "pg_catalog.pg_type";

it("survives that a connection is reset on its first question", async () => {
  await using fixture = await openFixture();
  await using line = await openTcpProxy();
  await using pool = narrowPool(fixture, line.to(fixture.url));
  line.instead(firstQuestion, line.reset);
  await expect(pool.db.execute(sql`select 1`)).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
  expect(await pool.db.execute(sql`select array['a', 'b'] as list`)).toEqual([{ list: ["a", "b"] }]);
});

it("does not give what ended a connection on its first question for the answer of the next one", async () => {
  await using fixture = await openFixture();
  await using line = await openTcpProxy();
  await using pool = narrowPool(fixture, line.to(fixture.url));
  const asked = Promise.withResolvers<void>();
  line.instead(firstQuestion, asked.resolve);
  const [answer] = await Promise.all([
    pool.db.execute(sql`select array['a', 'b'] as list`),
    asked.promise.then(() =>
      fixture.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'portcullis-test-narrow'`),
    ),
  ]);
  expect(answer).toEqual([{ list: ["a", "b"] }]);
});
