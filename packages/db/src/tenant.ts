import type { TenantId } from "@portcullis/domain/ids";
import { sql } from "drizzle-orm";
import type { Database } from "./client.ts";
import { readerOf, scopedOf } from "./driver/driver.ts";
import { sequence } from "./sequence.ts";
import { inTurn } from "./share-pool.ts";

type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** A transaction that sees one tenant. This file is the sole place that makes one. */
export type TenantTx = Transaction & { readonly tenantId: TenantId };

/**
 * Runs `work` in one transaction in a tenant's scope; it commits when `work` resolves and rolls back when it rejects.
 * The scope is set for the transaction only, by a statement of its own: a session's setting would leak through the pool. It travels
 * with BEGIN and with what `work` asks first: should BEGIN fail, there is no scope, and without one nothing is seen or written.
 */
export function withTenant<T>(db: Database, tenantId: TenantId, work: (tx: TenantTx) => Promise<T>): Promise<T> {
  return inTurn(db, tenantId, (pool, ms) => scopedOf(pool).transaction((tx) => inScope(tx, { tenantId, ms }, work)));
}

/** The last statements of a transaction: all of them are sent, and COMMIT goes right behind them. */
export interface Sent<T> {
  readonly answers: Promise<T>;
}

/**
 * The same where `work` decides before it writes: COMMIT is sent in one write with its last statements, and is none where one of them
 * fails. Answers what they answer.
 * @throws the failure of the first of them that failed
 */
export async function withTenantSent<T>(
  db: Database,
  tenantId: TenantId,
  work: (tx: TenantTx) => Promise<Sent<T>>,
): Promise<T> {
  const { answers } = await withTenant(db, tenantId, work);
  return answers;
}

/**
 * What `work` of `withTenantSent` ends with, once it has begun all of its statements.
 * @throws what kept it from beginning all of them: then nothing is committed
 */
export async function allSent<T>(asked: PromiseLike<T>): Promise<Sent<T>> {
  // A statement of the query builder is asked each time that it is waited for.
  const answers = Promise.resolve(asked);
  // Where one of them fails, COMMIT is answered by ROLLBACK, which tells it.
  answers.catch(() => {});
  // What was thrown while they were begun is known by then, and nothing is sent before.
  await Promise.race([answers, new Promise<void>((resolve) => process.nextTick(resolve))]);
  return { answers };
}

/**
 * The same, for reading alone, in one round trip where `work` asks all that it asks at once. PostgreSQL refuses what writes or
 * locks.
 */
export function withTenantReadOnly<T>(
  db: Database,
  tenantId: TenantId,
  work: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  return inTurn(db, tenantId, (pool, ms) => readerOf(pool).transaction((tx) => inScope(tx, { tenantId, ms }, work)));
}

/** The same, for reading alone and long: every statement sees the tenant as it was at the first one, and may take its time. */
export function withTenantSnapshot<T>(
  db: Database,
  tenantId: TenantId,
  work: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  const inSnapshot = async (tx: Transaction) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    return inScope(tx, { tenantId }, work);
  };
  return inTurn(db, tenantId, (pool) =>
    pool.transaction(inSnapshot, { isolationLevel: "repeatable read", accessMode: "read only" }),
  );
}

/** A part of a transaction that is undone by itself where `work` rejects; what it read and wrote before stays. */
export function inSavepoint<T>(tx: TenantTx, work: (tx: TenantTx) => Promise<T>): Promise<T> {
  return tx.transaction((part) => work(Object.assign(part, { tenantId: tx.tenantId })));
}

async function inScope<T>(
  tx: Transaction,
  { tenantId, ms }: { readonly tenantId: TenantId; readonly ms?: number | undefined },
  work: (tx: TenantTx) => Promise<T>,
): Promise<T> {
  const scope = ms === undefined ? scopeOf(tenantId) : scopeUntil(tenantId, String(ms));
  const [, result] = await sequence(Object.assign(tx, { tenantId }), (scoped) => scoped.execute(scope), work);
  return result;
}

const scopeOf = (tenantId: TenantId) => sql`select set_config('app.tenant_id', ${tenantId}, true)`;

/** With what is left of the call's deadline, in the same round trip. */
const scopeUntil = (tenantId: TenantId, ms: string) => sql`
  select set_config('app.tenant_id', ${tenantId}, true), set_config('lock_timeout', ${ms}, true),
    set_config('statement_timeout', ${ms}, true)`;
