import type postgres from "postgres";
import { expect } from "vitest";

/** A user's row, locked from outside: a batch that comes to it waits there. */
export interface LockedUser extends AsyncDisposable {
  /** Resolves with the backend that waits for the row, once one does. */
  readonly reached: () => Promise<number>;
  readonly release: () => Promise<void>;
}

/** @param sql a client with a connection to spare, which holds the lock until it is released */
export async function lockUser(sql: postgres.Sql, userId: string): Promise<LockedUser> {
  const locked = Promise.withResolvers<number>();
  const released = Promise.withResolvers<void>();
  const holding = sql.begin(async (tx) => {
    await tx`select from users where id = ${userId} for update`;
    const [own] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
    locked.resolve(own?.pid ?? 0);
    await released.promise;
  });
  holding.catch(locked.reject);
  const holder = await locked.promise;
  const release = async () => {
    released.resolve();
    // A server that was killed has released it already.
    await holding.catch(() => {});
  };
  return {
    async reached() {
      let found: number | undefined;
      const look = async () => {
        const [row] = await sql<{ pid: number }[]>`
          select pid from pg_stat_activity where application_name = 'portcullis-worker' and ${holder} = any(pg_blocking_pids(pid))`;
        found = row?.pid;
        return found;
      };
      await expect.poll(look, { timeout: 60_000, interval: 20 }).toBeDefined();
      return found ?? 0;
    },
    release,
    [Symbol.asyncDispose]: release,
  };
}
