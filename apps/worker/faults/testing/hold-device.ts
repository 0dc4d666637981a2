import { expect } from "vitest";
import type { Yard } from "./yard.ts";

/** A device's row, locked from outside: who comes to it waits there. */
export interface HeldDevice extends AsyncDisposable {
  /** Resolves when somebody waits for the row, with the process id of that backend. */
  readonly waiter: () => Promise<number>;
  readonly release: () => Promise<void>;
}

/** Holds a cascade at a device until released. */
export async function holdDevice({ sql }: Yard, deviceId: string): Promise<HeldDevice> {
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
  const waiters = () =>
    sql<{ pid: number }[]>`
    select pid from pg_stat_activity
    where datname = current_database() and ${holder} = any(pg_blocking_pids(pid))`;
  const release = async () => {
    released.resolve();
    await holding;
  };
  return {
    async waiter() {
      let pid = 0;
      await expect
        .poll(async () => (pid = (await waiters())[0]?.pid ?? 0), { timeout: 15_000, interval: 10 })
        .not.toBe(0);
      return pid;
    },
    release,
    [Symbol.asyncDispose]: release,
  };
}
