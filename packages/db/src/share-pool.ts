import { DomainError } from "@portcullis/domain/errors";
import { currentDeadline } from "./call-deadline.ts";
import type { Database } from "./client.ts";
import type { PoolMetrics } from "./driver/watch-transactions.ts";
import { FairQueue } from "./fair-queue.ts";

/** Milliseconds that a connection is waited for. */
const waitMs = 3_000;
/** Milliseconds without anybody's turn after which a pool that is all in use counts as blocked. */
const blockedMs = 2_000;
/** What waits at once, of one tenant and in all: the gate admits fewer calls, and a page asks several things. */
const waiting = { group: 1_000, total: 4_000 };

/** What names no tenant: sign-ins, before it is known which tenant they are for. */
const nobody = "";

interface SharedPool {
  readonly queue: FairQueue;
  /** The pool itself, for whoever has its turn. */
  readonly pool: Database;
  readonly watch: PoolMetrics | undefined;
}

const shared = new WeakMap<object, SharedPool>();

/**
 * The same pool, shared among tenants: each has half the connections at most, however its transactions wait for each other, and
 * takes its turn with the others. The driver's own queue has neither bound nor time-out nor order of tenants.
 */
export function sharePool(pool: Database, size: number, watch: PoolMetrics | undefined): Database {
  const share = { running: Math.max(1, Math.floor(size / 2)), waiting: waiting.group };
  const queue = new FairQueue({
    total: { running: size, waiting: waiting.total },
    group: share,
    part: share,
    waitMs,
  });
  const db = Object.create(pool) as Database;
  shared.set(db, { queue, pool, watch });
  return Object.assign(db, {
    execute: (query: Parameters<Database["execute"]>[0]) =>
      inTurn(db, nobody, async (connection) => connection.execute(query)),
    transaction: (...work: Parameters<Database["transaction"]>) =>
      inTurn(db, nobody, (connection) => connection.transaction(...work)),
  });
}

/**
 * Runs `work` when it is the tenant's turn for a connection, and tells it the milliseconds that its call has left, where it has a
 * deadline. At once and without one where the pool is not shared: that is for work that nobody waits for.
 * @throws {DomainError} SERVICE_UNAVAILABLE `busy` after 3 s
 */
export async function inTurn<T>(
  db: Database,
  tenantId: string,
  work: (pool: Database, ms: number | undefined) => Promise<T>,
): Promise<T> {
  const sharing = shared.get(db);
  if (!sharing) return work(db, undefined);
  const { queue, pool, watch } = sharing;
  const askedAt = performance.now();
  const turn = queue.enter({ group: tenantId });
  watch?.asked();
  if (!turn || !(turn.granted === true || (await turn.granted))) {
    watch?.failed();
    throw new DomainError("SERVICE_UNAVAILABLE", "busy", "The database is busy. Try again in a moment.", {
      retryAfter: 1,
    });
  }
  watch?.got((performance.now() - askedAt) / 1000);
  try {
    return await work(pool, currentDeadline()?.left);
  } finally {
    watch?.ended();
    turn.leave();
  }
}

/** For statements that need no transaction around them, in the tenant's turn. */
export function inTurnOf(db: Database, tenantId: string): Pick<Database, "execute"> {
  const execute = (query: Parameters<Database["execute"]>[0]) =>
    inTurn(db, tenantId, async (pool) => pool.execute(query));
  return { execute: execute as unknown as Database["execute"] };
}

/** Whether every connection is in use and nobody who waits for one has had a turn for a while. */
export function isPoolBlocked(db: Database): boolean {
  return shared.get(db)?.queue.isBlocked(blockedMs) ?? false;
}
