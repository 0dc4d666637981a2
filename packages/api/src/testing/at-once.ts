import postgres from "postgres";

export interface StartBarrier extends AsyncDisposable {
  /**
   * Holds a user's row until every contender waits for a lock, then lets all of them go. They come to wait in the order
   * of the list, whatever each has to do before: the row is theirs in that order.
   * @param meanwhile what the holder does to the database before it lets go, in the transaction that holds the row
   */
  atOnce<T>(
    userId: string,
    contenders: readonly (() => Promise<T>)[],
    meanwhile?: (held: postgres.Sql) => Promise<unknown>,
  ): Promise<PromiseSettledResult<T>[]>;
  /** The same at a tenant's rights lock: a change of what roles grant takes it alone, whoever acts on a person shares it. */
  atRights<T>(tenantId: string, contenders: readonly (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]>;
  /** The same at the audit log, to which nothing is written meanwhile. */
  atAuditLog<T>(contenders: readonly (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]>;
  /** The same at a device's row. */
  atDevice<T>(deviceId: string, contenders: readonly (() => Promise<T>)[]): Promise<PromiseSettledResult<T>[]>;
}

/** Lets calls meet on PostgreSQL itself. @param ownerUrl of the schema's owner, who sees every tenant's rows */
export function startBarrier(ownerUrl: string): StartBarrier {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  return {
    atOnce: (userId, contenders, meanwhile) =>
      meet(sql, () => sql`select from users where id = ${userId} for update`, { contenders, meanwhile }),
    atRights: (tenantId, contenders) =>
      meet(sql, () => sql`select pg_advisory_xact_lock(hashtextextended(${tenantId}, 1))`, { contenders }),
    atAuditLog: (contenders) => meet(sql, () => sql`lock table audit_events in exclusive mode`, { contenders }),
    atDevice: (deviceId, contenders) =>
      meet(sql, () => sql`select from devices where id = ${deviceId} for update`, { contenders }),
    [Symbol.asyncDispose]: () => sql.end(),
  };
}

async function meet<T>(
  sql: postgres.Sql,
  lock: () => Promise<unknown>,
  at: {
    readonly contenders: readonly (() => Promise<T>)[];
    readonly meanwhile?: ((held: postgres.Sql) => Promise<unknown>) | undefined;
  },
): Promise<PromiseSettledResult<T>[]> {
  await sql`begin`;
  try {
    await lock();
    const running: Promise<PromiseSettledResult<T>[]>[] = [];
    const waiting = new Set<() => Promise<T>>();
    for (const contend of at.contenders) {
      waiting.add(contend);
      running.push(Promise.allSettled([contend().finally(() => waiting.delete(contend))]));
      // One that does not wait has come to an end: there is nothing to wait for, and the test sees why.
      while (waiting.size === running.length && (await countWaiting(sql)) < running.length);
    }
    await at.meanwhile?.(sql);
    await sql`commit`;
    return (await Promise.all(running)).flat();
  } catch (error) {
    await sql`rollback`;
    throw error;
  }
}

/**
 * How many wait for a lock in this database: for the row that this transaction holds, or behind whoever waits for it.
 * Looks two milliseconds later at the earliest: a tight loop would take the processor from whom it waits for.
 */
async function countWaiting(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ waiting: number }[]>`
    with locks as materialized (select pg_locks.* from pg_sleep(0.002), pg_locks)
    select count(distinct pid)::int as waiting from locks where not granted and pid in (
      select pid from locks where database = (select oid from pg_database where datname = current_database()))`;
  return row?.waiting ?? 0;
}
