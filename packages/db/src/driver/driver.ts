/**
 * The PostgreSQL driver as this product uses it: `postgres@3.4.9.patch` beside mends it, and the files here say how it is used.
 * Reports are those of github.com/porsager/postgres; where none is known, the test reproduces the fault. The patch goes with a release
 * that mends all of them: #1209 and #1215 propose fixes for lost connections, #1207 and #1218 for BEGIN.
 *
 * | fault of postgres 3.4.9 | report | test |
 * | --- | --- | --- |
 * | BEGIN that fills the pipeline is owned by nobody | #823, #1189 | `driver.test.ts`: is owned where it is the 100th statement |
 * | BEGIN of which the socket pushes back is owned by nobody | #823, #1189 | `driver.test.ts`: is owned where the socket pushes back |
 * | A transaction's connection goes to the pool when its socket drains | #823 | `driver.test.ts`: keeps its connection where the socket takes more again |
 * | A BEGIN by hand leaves what is acknowledged behind it to be undone | none | `driver.test.ts`: by hand, as |
 * | A connection that was given up is read on, and given to others | none | `driver-lost-connection.test.ts`: takes nothing for an answer |
 * | A COMMIT that is answered by ROLLBACK counts as one | none | `driver.test.ts`: fails where its commit is answered by ROLLBACK |
 * | A statement after a transaction's end runs in another's | none | `driver.test.ts`: takes no statement after its end |
 * | A transaction whose connection was lost crashes the process | #1133, #1154 | `driver-lost-connection.test.ts`: is refused what it asks after that |
 * | A transaction whose connection was lost goes on in another's | #1216 | `driver-lost-connection.test.ts`: does not go on in the next one |
 * | What it has asked and not sent is never answered | #1186 | `driver-lost-connection.test.ts`: hears of all that it has asked |
 * | A reserved connection that was lost does the same | #1208 | `driver.test.ts`: is neither used nor released any more |
 * | The error that ended a connection answers the next one's first query | #1215 | `driver-lost-connection.test.ts`: answers the next with its own answer |
 * | Something written for a lost socket holds up the next one | #1133 | `driver-lost-connection.test.ts`: holds up nothing on the next one |
 * | What is asked between a socket's error and its close is never answered | #1215 | `driver-lost-connection.test.ts`: fails where an error was told before |
 * | A connection that is lost while it asks for types ends the process | #1192 | `driver-lost-connection.test.ts`: does not end the process |
 * | What ended it then answers the first query of the next one | #1223 | `driver-lost-connection.test.ts`: does not give what ended it |
 * | A statement that cannot be written fails another | none | `driver.test.ts`: stay with their statements where one cannot be written |
 * | A statement that is sent again takes another's answer | none | `driver.test.ts`: stay with their statements where one's plan is stale |
 * | A cancelled statement leaves its answer to the next | none | `driver.test.ts`: stay with their statements where one is cancelled |
 * | Reading alone takes three round trips | none | `driver-reading.test.ts`: sends what only reads in one write |
 * | Writing waits for BEGIN | none | `driver-scoped.test.ts`: sends what is written in a scope right behind its BEGIN |
 * | A lost connection counts as a failed attempt to connect | none | `driver-faults.test.ts`: connects again within a second |
 * | Drizzle asks it to prepare nothing | none | `prepared-statements.test.ts`: prepares what the query builder sends |
 * | Drizzle leaves times as PostgreSQL writes them | none | `timestamps.test.ts`: is the same text as a column |
 * | A transaction of a call whose time is over commits | none | `frozen-database.test.ts`: leaves nothing of a change |
 * | The pool says nothing of itself | none | `client.test.ts`: reports of each transaction |
 */
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import type { Database } from "../client.ts";
import { readTimestamp } from "../timestamps.ts";
import { prepareStatements } from "./prepare-statements.ts";
import { type PoolMetrics, watchTransactions } from "./watch-transactions.ts";

/**
 * Seconds before connecting again. The client's own rule counts every connection that was lost as a failed attempt, so a
 * pool whose server restarts would stay away for up to twenty seconds.
 */
export function reconnectDelay(attempts: number): number {
  return Math.min(0.05 * 2 ** attempts, 1) * (0.5 + Math.random() / 2);
}

interface ClientOptions {
  /** Connections at most. */
  readonly max: number;
  /** What each connection tells the server when it starts. */
  readonly connection: Partial<postgres.ConnectionParameters>;
}

/** The driver by itself. Nothing connects until the first query. */
export function openClient(url: string, { max, connection }: ClientOptions): postgres.Sql {
  return postgres(url, {
    max,
    connect_timeout: 5,
    keep_alive: 5,
    backoff: reconnectDelay,
    onnotice: () => {},
    connection: { TimeZone: "UTC", DateStyle: "ISO", ...connection },
  });
}

/** The driver under the query builder. `watch` is told of each transaction. */
export function openPool(url: string, options: ClientOptions, watch: PoolMetrics | undefined): Database {
  const { all, reading, scoped } = prepareStatements(openClient(url, options));
  if (watch) for (const each of [all, reading, scoped]) watchTransactions(each, watch);
  const db = queryBuilder(all);
  inOneWrite.set(db, { reading: queryBuilder(reading), scoped: queryBuilder(scoped) });
  return db;
}

/** Of `timestamptz`, in pg_type. */
const timestamptzOid = 1184;

/** The query builder on a client. */
export function queryBuilder(client: postgres.Sql): Database {
  const db = drizzle(client);
  client.options.parsers[timestamptzOid] = readTimestamp;
  return db;
}

const inOneWrite = new WeakMap<Database, { readonly reading: Database; readonly scoped: Database }>();

/** The same pool, for transactions that only read: these take one round trip. */
export const readerOf = (pool: Database): Database => inOneWrite.get(pool)?.reading ?? pool;

/** The same pool, for transactions whose first statement enters a tenant's scope: it travels with their BEGIN. */
export const scopedOf = (pool: Database): Database => inOneWrite.get(pool)?.scoped ?? pool;
