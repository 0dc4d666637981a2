import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";

/** A transaction that had rows of users locked. */
interface LockingTransaction {
  /** Milliseconds from its begin until it was last seen. */
  readonly ms: number;
  /** Whether it was a batch of a bulk operation. */
  readonly isBatch: boolean;
}

/** Milliseconds between two looks. */
const intervalMs = 5;

/**
 * Looks again and again which transactions of the worker have rows of users locked, and since when they run. What is held between two
 * looks alone is not seen, and a transaction may go on for one more interval than it was seen for.
 * @param url of the superuser: others see nothing of a transaction that is not theirs
 */
export async function watchLocks(url: string) {
  const sql = postgres(url, { max: 1, max_lifetime: null, onnotice: () => {} });
  const seen = new Map<string, LockingTransaction>();
  // The mode of a table's lock tells that rows of it were locked or written: reading takes another.
  const look = async () => {
    const rows = await sql<{ transaction: string; ms: number; isBatch: boolean }[]>`
      select a.pid || ' ' || a.xact_start as transaction, bool_or(l.relation = 'bulk_operations'::regclass) as "isBatch",
        extract(epoch from clock_timestamp() - a.xact_start)::float8 * 1000 as ms
      from pg_stat_activity a join pg_locks l on l.pid = a.pid and l.granted and l.mode in ('RowShareLock', 'RowExclusiveLock')
        and l.relation in ('users'::regclass, 'bulk_operations'::regclass)
      where a.datname = current_database() and a.application_name = 'portcullis-worker' and a.xact_start is not null
      group by a.pid, a.xact_start having bool_or(l.relation = 'users'::regclass)`;
    for (const { transaction, ms, isBatch } of rows) {
      const before = seen.get(transaction);
      seen.set(transaction, { ms: Math.max(ms, before?.ms ?? 0), isBatch: isBatch || (before?.isBatch ?? false) });
    }
  };
  await look();
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await look();
      await sleep(intervalMs);
    }
  })();
  return {
    seen: (): readonly LockingTransaction[] => [...seen.values()],
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await watching;
      await sql.end();
    },
  };
}
