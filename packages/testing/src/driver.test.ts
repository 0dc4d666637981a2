import type postgres from "postgres";
import { describe, expect, it } from "vitest";
import { heldSockets, occupyOne, testDriver } from "./driver-under-test.ts";
import { driverRuns } from "./env.ts";
import { openTcpProxy } from "./tcp-proxy.ts";

/** How often each fault of a transaction's beginning is provoked: no run may lose anything. */
const runs = driverRuns();

const rollBack = new Error("rolled back on purpose");

/** Two transactions at once, on both connections, that undo whatever stands open there. */
async function rollBackOnBoth(sql: postgres.Sql): Promise<void> {
  const aborted = () =>
    sql
      .begin(async (tx) => {
        await tx`select pg_sleep(0.001)`;
        throw rollBack;
      })
      .catch((error: unknown) => expect(error).toBe(rollBack));
  await Promise.all([aborted(), aborted()]);
}

describe("BEGIN", () => {
  it(
    `is owned where it is the 100th statement under way on its connection, ${runs} times`,
    async () => {
      await using driver = await testDriver();
      const { sql } = driver;
      const expected: string[] = [];
      for (let run = 0; run < runs; run++) {
        const release = await occupyOne(sql);
        // One whose answer is awaited, 99 behind it: BEGIN fills the pipeline.
        const before = Array.from({ length: 100 }, () => sql.unsafe("select 1").execute());
        const undone = sql.begin(async (tx) => {
          await tx`insert into notes (text) values ('never')`;
          throw rollBack;
        });
        const failure = undone.catch((error: unknown) => error);
        await Promise.all(before);
        await sql`insert into notes (text) values (${`note ${run}`})`;
        expected.push(`note ${run}`);
        expect(await failure).toBe(rollBack);
        await release();
        await rollBackOnBoth(sql);
      }
      expect(await driver.stored()).toEqual(expected);
      expect(await driver.idleInTransaction()).toBe(0);
    },
    runs * 1_000,
  );

  it(
    `is owned where the socket pushes back, ${runs} times`,
    async () => {
      await using line = await openTcpProxy();
      const { sockets, options } = heldSockets();
      const unlisted = { max_pipeline: 100_000 };
      await using driver = await testDriver({ ...options, ...unlisted }, line.to);
      const { sql } = driver;
      const expected: string[] = [];
      // Below what a socket takes before it pushes back (64 KiB), above what is gathered into one write (1 KiB).
      const filler = `select length('${"x".repeat(40_000)}')`;
      const longBegin = `read write${" ".repeat(40_000)}`;
      for (let run = 0; run < runs; run++) {
        const release = await occupyOne(sql);
        line.stopReading();
        const before: Promise<unknown>[] = [];
        while (!sockets.some((socket) => socket.writableLength > 0)) {
          before.push(sql.unsafe(filler).execute());
          await new Promise(setImmediate);
        }
        const undone = sql.begin(longBegin, async (tx) => {
          await tx`insert into notes (text) values ('never')`;
          throw rollBack;
        });
        const failure = undone.catch((error: unknown) => error);
        await new Promise(setImmediate);
        expect(sockets.some((socket) => socket.writableNeedDrain)).toBe(true);
        line.readOn();
        await Promise.all(before);
        await sql`insert into notes (text) values (${`note ${run}`})`;
        expected.push(`note ${run}`);
        expect(await failure).toBe(rollBack);
        await release();
        await rollBackOnBoth(sql);
      }
      expect(await driver.stored()).toEqual(expected);
      expect(await driver.idleInTransaction()).toBe(0);
    },
    runs * 2_000,
  );

  it.each(["begin", "start transaction", "select 1; begin"])(
    "by hand, as %s, acknowledges nothing and ends its connection",
    async (text) => {
      await using driver = await testDriver();
      const { sql } = driver;
      const release = await occupyOne(sql);
      const answers = await Promise.allSettled([
        sql.unsafe(text).execute(),
        sql.unsafe("insert into notes (text) values ('behind it')").execute(),
        sql.unsafe("insert into notes (text) values ('and behind that')").execute(),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
      expect(answers[0]).toMatchObject({ reason: { code: "UNSAFE_TRANSACTION" } });
      await sql`insert into notes (text) values ('later')`;
      await release();
      await rollBackOnBoth(sql);
      expect(await driver.stored()).toEqual(["later"]);
      // PostgreSQL ends it when it reads that the connection is gone.
      await expect.poll(() => driver.idleInTransaction()).toBe(0);
    },
  );
});

describe("a transaction", () => {
  it("fails where its commit is answered by ROLLBACK", async () => {
    await using driver = await testDriver();
    const lost = driver.sql.begin(async (tx) => {
      await tx`insert into notes (text) values ('lost')`;
      // Nobody waits for it; it fails after the transaction's function has returned.
      void tx.unsafe("select pg_sleep(0.05), 1 / 0").execute();
    });
    await expect(lost).rejects.toMatchObject({ code: "22012" });
    expect(await driver.stored()).toEqual([]);
  });

  it("takes no statement after its end, which would run in another's", async () => {
    await using driver = await testDriver();
    const { sql } = driver;
    const release = await occupyOne(sql);
    let late: postgres.TransactionSql | undefined;
    await sql
      .begin((tx) => {
        late = tx;
        throw rollBack;
      })
      .catch(() => {});
    const other = sql.begin(async (tx) => {
      await tx`select pg_sleep(0.05)`;
      throw rollBack;
    });
    await expect(late?.unsafe("insert into notes (text) values ('late')").execute()).rejects.toMatchObject({
      code: "TRANSACTION_ENDED",
    });
    await expect(other).rejects.toBe(rollBack);
    await release();
  });

  it("keeps its connection where the socket takes more again", async () => {
    const { sockets, options } = heldSockets();
    await using driver = await testDriver({ ...options, max: 1 });
    const { sql } = driver;
    const begun = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const undone = sql.begin(async (tx) => {
      await tx`select 1`;
      begun.resolve();
      await goOn.promise;
      throw rollBack;
    });
    const failure = undone.catch((error: unknown) => error);
    await begun.promise;
    sockets[0]?.emit("drain");
    const other = sql`insert into notes (text) values ('of another')`.execute();
    await new Promise(setImmediate);
    goOn.resolve();
    expect(await failure).toBe(rollBack);
    await other;
    expect(await driver.stored()).toEqual(["of another"]);
  });
});

describe("a reserved connection that was lost", () => {
  it("is neither used nor released any more by whoever had it", async () => {
    await using driver = await testDriver();
    const { sql, check } = driver;
    const release = await occupyOne(sql);
    const reserved = await sql.reserve();
    const [{ pid }] = (await reserved`select pg_backend_pid() as pid`) as unknown as [{ pid: number }];
    await check`select pg_terminate_backend(${pid})`;
    await expect(reserved`select pg_sleep(5)`).rejects.toThrow();
    const begun = Promise.withResolvers<void>();
    const going = Promise.withResolvers<void>();
    const other = sql.begin(async (tx) => {
      await tx`insert into notes (text) values ('of another')`;
      begun.resolve();
      await going.promise;
      throw rollBack;
    });
    const failure = other.catch((error: unknown) => error);
    await begun.promise;
    await expect(reserved`rollback`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
    reserved.release();
    const pooled = sql`insert into notes (text) values ('of the pool')`.execute();
    await new Promise(setImmediate);
    going.resolve();
    expect(await failure).toBe(rollBack);
    await pooled;
    await release();
    expect(await driver.stored()).toEqual(["of the pool"]);
  });
});

describe("answers", () => {
  it("stay with their statements where one cannot be written", async () => {
    await using driver = await testDriver();
    const { sql } = driver;
    const release = await occupyOne(sql);
    const first = sql.unsafe("select 'first' as text").execute();
    const parameters: unknown[] = [undefined];
    const broken = sql.unsafe("select 1", parameters).execute();
    const last = sql.unsafe("select 'last' as text").execute();
    expect(await Promise.allSettled([first, broken, last])).toMatchObject([
      { status: "fulfilled", value: [{ text: "first" }] },
      { status: "rejected", reason: { code: "UNDEFINED_VALUE" } },
      { status: "fulfilled", value: [{ text: "last" }] },
    ]);
    await release();
  });

  it("stay with their statements where one's plan is stale", async () => {
    await using driver = await testDriver();
    const { sql, check } = driver;
    const release = await occupyOne(sql);
    await check`insert into notes (text) values ('kept')`;
    const stale = () => sql`select * from notes where ${true} and text = ${"kept"}`;
    await stale();
    await check`alter table notes add column more int`;
    const numbers = Array.from({ length: 20 }, (_, at) => sql`select ${at}::int as at`);
    await sql`select ${0}::int as at`;
    const [kept, ...rest] = await Promise.all([stale(), ...numbers]);
    expect(kept).toMatchObject([{ text: "kept", more: null }]);
    expect(rest.map((rows) => rows[0]?.at)).toEqual(Array.from({ length: 20 }, (_, at) => at));
    await release();
  });

  it("stay with their statements where one is cancelled while it waits behind another", async () => {
    // Asked to cancel before the statement runs, PostgreSQL does nothing: the second connection, which asks it to, waits for that.
    let isConnected = false;
    const { options } = heldSockets(async () => {
      if (isConnected) await expect.poll(() => driver.running()).toContain("select pg_sleep(20), 'cancelled' as text");
      isConnected = true;
    });
    await using driver = await testDriver({ ...options, max: 1 });
    const { sql } = driver;
    await sql`select 1`;
    const first = sql.unsafe("select pg_sleep(0.05), 'first' as text").execute();
    const cancelled = sql.unsafe("select pg_sleep(20), 'cancelled' as text").execute();
    const last = sql.unsafe("select 'last' as text").execute();
    const answers = Promise.allSettled([first, cancelled, last]);
    await new Promise(setImmediate);
    cancelled.cancel();
    expect(await answers).toMatchObject([
      { status: "fulfilled", value: [{ text: "first" }] },
      { status: "rejected", reason: { code: "57014" } },
      { status: "fulfilled", value: [{ text: "last" }] },
    ]);
  });
});
