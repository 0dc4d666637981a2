import { once } from "node:events";
import { connect, Socket } from "node:net";
import postgres from "postgres";
import { testDatabase } from "./test-database.ts";

/**
 * Sockets that a test has in its hands, as options of the driver: its types leave out this one.
 * @param before what each new connection waits for
 */
export function heldSockets(before: () => Promise<void> = async () => {}) {
  const sockets: Socket[] = [];
  const socket = async ({ host, port }: { host: string[]; port: number[] }) => {
    await before();
    const made = connect(port[0] ?? 0, host[0]);
    sockets.push(made);
    await once(made, "connect");
    return made;
  };
  return { sockets, options: { fetch_types: false, socket } };
}

/**
 * A driver of two connections, each of which a test can look at, and one to check from.
 * @param through makes the address of a proxy in front of the database, where the driver connects through one
 */
export async function testDriver(
  options: postgres.Options<Record<string, never>> = {},
  through: (url: string) => string = (url) => url,
) {
  const database = await testDatabase();
  const check = postgres(database.ownerUrl, { max: 1, onnotice: () => {} });
  await check`create table notes (id serial primary key, text text)`;
  const sql = postgres(through(database.ownerUrl), {
    max: 2,
    onnotice: () => {},
    connection: { application_name: "driver under test" },
    ...options,
  });
  return {
    sql,
    check,
    url: database.ownerUrl,
    /** Connections that wait inside a transaction; of this database alone, as other test files have theirs. */
    idleInTransaction: async () =>
      (
        await check`select pid from pg_stat_activity
          where datname = current_database() and application_name = 'driver under test' and state like 'idle in transaction%'`
      ).length,
    /** The statements that run now. */
    running: async () =>
      (
        await check<{ query: string }[]>`select query from pg_stat_activity
          where datname = current_database() and application_name = 'driver under test' and state = 'active'`
      ).map(({ query }) => query),
    stored: async () => (await check<{ text: string }[]>`select text from notes order by id`).map(({ text }) => text),
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 1 });
      await check.end({ timeout: 1 });
      await database[Symbol.asyncDispose]();
    },
  };
}

/** Takes one of the two connections into a transaction, so that all the rest goes to the other, until what it answers is called. */
export async function occupyOne(sql: postgres.Sql) {
  const begun = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const transaction = sql.begin(async (tx) => {
    await tx`select 1`;
    begun.resolve();
    await released.promise;
  });
  await begun.promise;
  // The other one is connected too: what comes next is pipelined there.
  await sql`select 1`;
  return async () => {
    released.resolve();
    await transaction;
  };
}

/** A driver of one connection, whose sockets tell what is written to them, and may write something else. */
export async function watchedDriver(instead: (data: string) => string = (data) => data) {
  const writes: string[] = [];
  const { sockets, options } = heldSockets();
  const driver = await testDriver({ max: 1, ...options });
  await driver.sql`select 1`;
  for (const socket of sockets) {
    Object.assign(socket, {
      write(data: Buffer, ...more: []) {
        const text = data.toString("latin1");
        writes.push(text);
        return Socket.prototype.write.call(socket, Buffer.from(instead(text), "latin1"), ...more);
      },
    });
  }
  return Object.assign(driver, { writes });
}
