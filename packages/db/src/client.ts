import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { openPool } from "./driver/driver.ts";
import type { PoolMetrics } from "./driver/watch-transactions.ts";
import { sharePool } from "./share-pool.ts";

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
 * Opens a pool, which connects at the first query and reconnects after the database was lost. The time-outs free the locks
 * of frozen clients and of statements that wait too long; `client_connection_check_interval` detects a client that vanished
 * during a statement, and keep-alive a half-open connection.
 */
export function openDatabase(url: string, options: DatabaseOptions): Database {
  const timeouts = options.timeouts ?? requestTimeouts;
  const pool = openPool(
    url,
    {
      max: options.max ?? poolSize,
      connection: {
        application_name: options.applicationName,
        lock_timeout: timeouts.lock,
        statement_timeout: timeouts.statement,
        idle_in_transaction_session_timeout: timeouts.idleInTransaction,
        client_connection_check_interval: 2_000,
        tcp_keepalives_idle: 5,
        tcp_keepalives_interval: 2,
        tcp_keepalives_count: 3,
      },
    },
    options.isShared ? undefined : options.watch,
  );
  return options.isShared ? sharePool(pool, options.max ?? poolSize, options.watch) : pool;
}

/** Ends the pool: running transactions have `seconds` to finish. */
export async function closeDatabase(db: Database, seconds = 5): Promise<void> {
  await db.$client.end({ timeout: seconds });
}
