import { expect } from "vitest";
import type { WorkerTestBed } from "./test-bed.ts";

/** A transaction that waits: its backend, and when it began. */
interface Waiter {
  readonly pid: number;
  readonly since: string;
}

/** A device's row, locked from outside: who comes to it waits there. */
export interface LockedDevice extends AsyncDisposable {
  /** Who waits for the row at this moment. */
  readonly waiter: () => Promise<Waiter | undefined>;
  /** Resolves when somebody waits for the row. */
  readonly reached: () => Promise<Waiter>;
  readonly release: () => Promise<void>;
}

/** Holds a cascade at a device until released. */
export async function lockDevice({ sql, fixture }: WorkerTestBed, deviceId: string): Promise<LockedDevice> {
  const locked = Promise.withResolvers<number>();
  const released = Promise.withResolvers<void>();
  const holding = sql.begin(async (tx) => {
    await tx`select from devices where id = ${deviceId} for update`;
    const [own] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
    locked.resolve(own?.pid ?? 0);
    await released.promise;
  });
  holding.catch(locked.reject);
  const holder = await locked.promise;
  const waiter = async () => {
    // As the workers' own role: others are not told when its transactions began.
    const [row] = await fixture.db.$client<Waiter[]>`
      select pid, xact_start::text as since from pg_stat_activity
      where datname = current_database() and ${holder} = any(pg_blocking_pids(pid))`;
    return row;
  };
  const release = async () => {
    released.resolve();
    await holding;
  };
  return {
    waiter,
    async reached() {
      await expect.poll(waiter, { timeout: 15_000, interval: 10 }).toBeDefined();
      const found = await waiter();
      if (!found) throw new Error("Whoever waited gave up.");
      return found;
    },
    release,
    [Symbol.asyncDispose]: release,
  };
}
