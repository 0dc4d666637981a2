import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { prepareStatements } from "./prepare-statements.ts";
import { sharePool } from "./share-pool.ts";
import { readTimestamp } from "./timestamps.ts";
import { type PoolMetrics, watchTransactions } from "./watch-transactions.ts";

/** A pool of connections as one role. Tables are reached through `withTenant`, not through this. */
export type Database = PostgresJsDatabase & { $client: postgres.Sql };

export interface DatabaseOptions {
  /** Connections at most; each runs one transaction at a time. */
  readonly max?: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Milliseconds per setting, for every connection of the pool. */
  readonly timeouts?: Timeouts;
  /** Told of each transaction as it waits, runs and ends; of a shared pool, of each statement by itself too. */
  readonly watch?: PoolMetrics;
  /** Whether tenants take turns, and wait for a connection for a bounded time. */
  readonly isShared?: boolean;
}

export interface Timeouts {
  readonly lock: number;
  readonly statement: number;
  readonly idleInTransaction: number;
}

/** What a request may cost before it is refused rather than left to queue. */
const requestTimeouts: Timeouts = { lock: 5_000, statement: 15_000, idleInTransaction: 15_000 };

/** Connections of a pool of which nobody says otherwise. */
export const poolSize = 10;

/**
 * Seconds before connecting again. The client's own rule counts every connection that was lost as a failed attempt, so a
 * pool whose server restarts would stay away for up to twenty seconds.
 */
export function reconnectDelay(attempts: number): number {
  return Math.min(0.05 * 2 ** attempts, 1) * (0.5 + Math.random() / 2);
}

/**
 * Opens a pool. Nothing connects until the first query; a lost database is found again by the next one.
 * The time-outs free the locks of a client that froze or of a statement that waits too long; PostgreSQL notices a
 * vanished client in the middle of a statement through `client_connection_check_interval`, a half-open one by keep-alive.
 */
export function openDatabase(url: string, options: DatabaseOptions): Database {
  const timeouts = options.timeouts ?? requestTimeouts;
  const client = postgres(url, {
    max: options.max ?? poolSize,
    connect_timeout: 5,
    keep_alive: 5,
    backoff: reconnectDelay,
    onnotice: () => {},
    connection: {
      application_name: options.applicationName,
      TimeZone: "UTC",
      DateStyle: "ISO",
      lock_timeout: timeouts.lock,
      statement_timeout: timeouts.statement,
      idle_in_transaction_session_timeout: timeouts.idleInTransaction,
      client_connection_check_interval: 2_000,
      tcp_keepalives_idle: 5,
      tcp_keepalives_interval: 2,
      tcp_keepalives_count: 3,
    },
  });
  const { all, reading } = prepareStatements(client);
  if (options.watch && !options.isShared) for (const each of [all, reading]) watchTransactions(each, options.watch);
  const db = queryBuilder(all);
  readers.set(db, queryBuilder(reading));
  return options.isShared ? sharePool(db, options.max ?? poolSize, options.watch) : db;
}

/** Of `timestamptz`, in pg_type. */
const timestamptzOid = 1184;

/** The query builder on a client. Its own parser would leave times as PostgreSQL writes them. */
export function queryBuilder(client: postgres.Sql): Database {
  const db = drizzle(client);
  client.options.parsers[timestamptzOid] = readTimestamp;
  return db;
}

const readers = new WeakMap<Database, Database>();

/** The same pool, for transactions that only read: these take one round trip. */
export const readerOf = (pool: Database): Database => readers.get(pool) ?? pool;

/** Ends the pool: running transactions have `seconds` to finish. */
export async function closeDatabase(db: Database, seconds = 5): Promise<void> {
  await db.$client.end({ timeout: seconds });
}
