import { once } from "node:events";
import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { heldSockets, occupyOne, testDriver } from "./driver-under-test.ts";
import { openTcpProxy } from "./tcp-proxy.ts";

/** One connection, so that whatever comes next gets the lost one's place. */
const narrow = { max: 1 };

/** A transaction whose connection is ended; what it asks after that is asked by `goOn`, which answers the failure of it. */
async function loseTransaction({ sql, check }: Awaited<ReturnType<typeof testDriver>>) {
  const begun = Promise.withResolvers<number>();
  const going = Promise.withResolvers<void>();
  const attempted = Promise.withResolvers<unknown>();
  const lost = sql.begin(async (tx) => {
    const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
    begun.resolve(row?.pid ?? 0);
    await going.promise;
    await tx`insert into notes (text) values ('of the lost one')`.catch(attempted.resolve);
    attempted.resolve("was stored");
  });
  const verdict = lost.catch((error: unknown) => error);
  await check`select pg_terminate_backend(${await begun.promise}, 5000)`;
  expect(await verdict).toMatchObject({ code: "CONNECTION_CLOSED" });
  return () => {
    going.resolve();
    return attempted.promise;
  };
}

describe("a transaction whose connection was lost", () => {
  it("is refused what it asks after that", async () => {
    await using driver = await testDriver(narrow);
    const goOn = await loseTransaction(driver);
    expect(await goOn()).toMatchObject({ code: "CONNECTION_CLOSED" });
    expect(await driver.sql`select 1 as n`).toEqual([{ n: 1 }]);
  });

  it("does not go on in the next one", async () => {
    await using driver = await testDriver(narrow);
    const goOn = await loseTransaction(driver);
    await driver.sql.begin(async (tx) => {
      await tx`insert into notes (text) values ('of the next one')`;
      expect(await goOn()).toMatchObject({ code: "CONNECTION_CLOSED" });
    });
    expect(await driver.stored()).toEqual(["of the next one"]);
  });

  it("hears of all that it has asked, also of what was not sent yet", async () => {
    const unlisted = { max_pipeline: 2 };
    await using driver = await testDriver({ ...narrow, ...unlisted });
    const { sql, check } = driver;
    const asked = Promise.withResolvers<PromiseSettledResult<unknown>[]>();
    const lost = sql.begin(async (tx) => {
      const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
      const all = Promise.allSettled(Array.from({ length: 9 }, () => tx.unsafe("select pg_sleep(60)").execute()));
      void all.then(asked.resolve);
      await check`select pg_terminate_backend(${row?.pid ?? 0}, 5000)`;
      await all;
    });
    await expect(lost).rejects.toThrow();
    expect((await asked.promise).map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => "rejected"));
  });
});

it("survives the loss of the connection in the middle of a statement, and answers the next with its own answer", async () => {
  await using driver = await testDriver(narrow);
  const { sql, check } = driver;
  const begun = Promise.withResolvers<number>();
  const lost = sql.begin(async (tx) => {
    const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const sleeping = tx`select pg_sleep(60)`.execute();
    sleeping.catch(() => {});
    begun.resolve(row?.pid ?? 0);
    await sleeping;
  });
  const verdict = lost.catch((error: unknown) => error);
  await check`select pg_terminate_backend(${await begun.promise}, 5000)`;
  expect(await verdict).toBeInstanceOf(Error);
  for (const n of [1, 2, 3]) expect(await sql`select ${n}::int as n`).toEqual([{ n }]);
});

/** The driver asks it first on every connection, for itself. */
const firstQuestion = "pg_catalog.pg_type";

/** A driver that connects through a proxy. */
async function proxiedDriver() {
  const stack = new AsyncDisposableStack();
  const proxy = stack.use(await openTcpProxy());
  const driver = stack.use(await testDriver(narrow, proxy.to));
  return { ...driver, proxy, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

describe("a connection that is lost on its first question", () => {
  it("does not end the process", async () => {
    await using driver = await proxiedDriver();
    const { sql, proxy } = driver;
    proxy.instead(firstQuestion, proxy.reset);
    await expect(sql`select 1`).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(await sql`select array['a', 'b'] as list`).toEqual([{ list: ["a", "b"] }]);
  });

  it("does not give what ended it for the answer of the next one", async () => {
    await using driver = await proxiedDriver();
    const { sql, check, proxy } = driver;
    const asked = Promise.withResolvers<void>();
    proxy.instead(firstQuestion, asked.resolve);
    const [answer] = await Promise.all([
      sql`select array['a', 'b'] as list`,
      asked.promise.then(
        () => check`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'driver under test'`,
      ),
    ]);
    expect(answer).toEqual([{ list: ["a", "b"] }]);
  });
});

describe("what is asked of a connection that is about to close", () => {
  it("fails, and holds up nothing on the next one", async () => {
    const { sockets, options } = heldSockets();
    await using driver = await testDriver({ ...narrow, ...options });
    const { sql } = driver;
    await sql`select 1`;
    sockets[0]?.destroy();
    // Behind this turn of the event loop the close is told, before what is asked now would be written.
    await new Promise(setImmediate);
    await expect(sql`select 'lost' as text`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
    expect(await sql`select 'next' as text`).toEqual([{ text: "next" }]);
  });

  it("fails where an error was told before", async () => {
    const { sockets, options } = heldSockets();
    await using driver = await testDriver({ ...narrow, ...options });
    const { sql } = driver;
    await sql`select 1`;
    const [socket = new Socket()] = sockets;
    socket.destroy(new Error("broken on purpose"));
    await once(socket, "error");
    await expect(sql`select 'lost' as text`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
    expect(await sql`select 'next' as text`).toEqual([{ text: "next" }]);
  });
});

it("takes nothing for an answer that comes after a connection was given up", async () => {
  const { sockets, options } = heldSockets();
  const unlisted = { max_pipeline: 2 };
  await using driver = await testDriver({ ...options, ...unlisted });
  const { sql } = driver;
  const release = await occupyOne(sql);
  for (const socket of sockets) holdAnswers(socket, "COMMIT");
  const given = ["begin", "select 1", "commit"].map((text) => sql.unsafe(text).execute());
  const kept = sql`insert into notes (text) values ('kept')`.execute();
  expect((await Promise.allSettled(given)).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  await kept;
  await release();
  expect(await driver.stored()).toEqual(["kept"]);
});

/** Passes on nothing that comes by a socket until that text has come, and then all of it at once. */
function holdAnswers(socket: Socket, text: string): void {
  const emit = socket.emit.bind(socket) as (name: string, ...values: unknown[]) => boolean;
  const held: Buffer[] = [];
  Object.assign(socket, {
    emit(name: string, ...values: unknown[]) {
      if (name !== "data") return emit(name, ...values);
      held.push(values[0] as Buffer);
      const all = Buffer.concat(held);
      return all.includes(text) && emit(name, all);
    },
  });
}
