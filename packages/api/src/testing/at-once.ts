import postgres from "postgres";

export interface StartBarrier extends AsyncDisposable {
  /**
   * Holds a user's row until every contender waits for a lock, then lets all of them go.
   * @param meanwhile what the holder does to the database before it lets go, in the transaction that holds the row
   */
  atOnce<T>(
    userId: string,
    contenders: readonly (() => Promise<T>)[],
    meanwhile?: (held: postgres.Sql) => Promise<unknown>,
  ): Promise<PromiseSettledResult<T>[]>;
}

/** Lets calls meet on PostgreSQL itself. @param ownerUrl of the schema's owner, who sees every tenant's rows */
export function startBarrier(ownerUrl: string): StartBarrier {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  return {
    async atOnce(userId, contenders, meanwhile) {
      await sql`begin`;
      try {
        await sql`select from users where id = ${userId} for update`;
        const waiting = new Set(contenders);
        const running = Promise.allSettled(
          contenders.map((contend) => contend().finally(() => waiting.delete(contend))),
        );
        // One that does not wait has come to an end: there is nothing to wait for, and the test sees why.
        while ((await countWaiting(sql)) < waiting.size && waiting.size === contenders.length);
        await meanwhile?.(sql);
        await sql`commit`;
        return await running;
      } catch (error) {
        await sql`rollback`;
        throw error;
      }
    },
    [Symbol.asyncDispose]: () => sql.end(),
  };
}

/**
 * How many wait for the row that this transaction holds: the first in each mode for its end, the others for their turn, and
 * behind them those who wait for the lock on the tenant's rights.
 * Looks two milliseconds later at the earliest: a tight loop would take the processor from whom it waits for.
 */
async function countWaiting(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ waiting: number }[]>`
    select count(distinct pid)::int as waiting from pg_sleep(0.002), pg_locks
    where not granted and (transactionid = pg_current_xact_id()::xid
      or (locktype = 'tuple' and relation = 'users'::regclass or locktype = 'advisory')
        and database = (select oid from pg_database where datname = current_database()))`;
  return row?.waiting ?? 0;
}
