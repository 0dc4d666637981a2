import { randomUUID } from "node:crypto";
import { notify } from "@portcullis/db/notify";
import { bulkMembers, bulkOperations } from "@portcullis/db/schema/bulk";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { isDatabaseBusy, isDatabaseUnavailable } from "@portcullis/db/unavailable";
import type { BulkAdvance } from "@portcullis/domain/bulk";
import { DomainError } from "@portcullis/domain/errors";
import { type TenantId, tenantId as toTenantId } from "@portcullis/domain/ids";
import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import { changeSet, type SetResult } from "../kernel/change-set.ts";
import type { WorkerContext } from "../kernel/context.ts";
import type { Caller } from "../kernel/locks.ts";
import { endOperation, isOperation, type StoredOperation, whoeverStartedIsGone } from "./internal.ts";
import { inputFor } from "./preview-bulk.ts";
import { verbOf } from "./verbs.ts";

interface DueOperation {
  readonly tenantId: TenantId;
  readonly operationId: string;
}

/** Milliseconds after which a batch is tried again that met a busy database. */
const retryMs = 200;

/**
 * Changes the next members of a bulk operation in one transaction, each with its result, by the rules of the single act and with the
 * rights that whoever started it has now. Where a batch fails, its members are tried one by one, and the one that fails alone is passed over.
 * @throws what the database throws, where it cannot be reached
 */
export async function advanceBulk(ctx: WorkerContext, due: DueOperation): Promise<{ readonly outcome: BulkAdvance }> {
  try {
    return { outcome: await withTenant(ctx.db, due.tenantId, (tx) => runBatch(tx, due.operationId)) };
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    if (!isDatabaseBusy(error)) return advanceOne(ctx, due);
    await withTenant(ctx.db, due.tenantId, (tx) =>
      tx
        .update(bulkOperations)
        .set({ nextAttemptAt: sql`statement_timestamp() + ${retryMs} * interval '1 ms'` })
        .where(isOperation(tx, due.operationId)),
    );
    return { outcome: "busy" };
  }
}

/** The next member alone. */
async function advanceOne(ctx: WorkerContext, due: DueOperation): Promise<{ readonly outcome: BulkAdvance }> {
  try {
    return { outcome: await withTenant(ctx.db, due.tenantId, (tx) => runBatch(tx, due.operationId, 1)) };
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    if (isDatabaseBusy(error)) return { outcome: "busy" };
    const reference = randomUUID();
    ctx.logFailure?.(error, { operationId: due.operationId, reference });
    const message = `Something went wrong on our side. The worker's log has the details under the reference ${reference}.`;
    return { outcome: await withTenant(ctx.db, due.tenantId, (tx) => passOver(tx, due.operationId, message)) };
  }
}

async function runBatch(tx: TenantTx, operationId: string, atMost?: number): Promise<BulkAdvance> {
  const operation = await take(tx, operationId);
  if (!operation) return (await endExpired(tx, operationId)) ? "finished" : "idle";
  const verb = verbOf(operation.verb);
  const size = atMost ?? verb.membersAtOnce;
  const members = await nextMembers(tx, operationId, size);
  const versions = new Map(members.flatMap(({ id, version }) => (version === null ? [] : [[id, version]])));
  const inputOf = new Map(members.flatMap(({ id, input }) => (input ? [[id, input]] : [])));
  const change = { ids: members.map(({ id }) => id), input: inputFor(operation.action), inputOf, versions };
  try {
    // In a savepoint: what forbids it for all of them leaves nothing behind.
    const results = await tx.transaction((savepoint) =>
      changeSet(verb.form, Object.assign(savepoint, { tenantId: tx.tenantId }), callerOf(tx, operation), change),
    );
    await writeResults(tx, operation, results);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { reason, message } = error.code === "UNAUTHORIZED" ? whoeverStartedIsGone : error;
    await endOperation(tx, operationId, { status: "stopped", rest: { outcome: "refused", reason, message } });
    await notify(tx, { bulkId: operationId });
    return "finished";
  }
  const isFinished = members.length < size && (await nextMembers(tx, operationId, 1)).length === 0;
  if (isFinished) await endOperation(tx, operationId, { status: "done" });
  await notify(tx, { bulkId: operationId });
  return isFinished ? "finished" : "progress";
}

/** Locked before anybody else of it; undefined where another worker has it, or it is over. */
async function take(tx: TenantTx, id: string): Promise<StoredOperation | undefined> {
  const isDue = and(
    isOperation(tx, id),
    eq(bulkOperations.status, "running"),
    lte(bulkOperations.nextAttemptAt, sql`statement_timestamp()`),
  );
  const [operation] = await tx.select().from(bulkOperations).where(isDue).for("no key update", { skipLocked: true });
  return operation;
}

/** What nobody started or approved in time: a preview goes, and what waited counts as declined. */
async function endExpired(tx: TenantTx, id: string): Promise<boolean> {
  const isExpired = and(
    isOperation(tx, id),
    sql`${bulkOperations.status} in ('preview', 'waiting') and ${bulkOperations.expiresAt} <= statement_timestamp()`,
  );
  const [expired] = await tx.select().from(bulkOperations).where(isExpired).for("update", { skipLocked: true });
  if (!expired) return false;
  if (expired.status === "preview") await tx.delete(bulkOperations).where(isOperation(tx, id));
  else {
    await endOperation(tx, id, { status: "declined", rest: { outcome: "cancelled" } });
    await notify(tx, { bulkId: id });
  }
  return true;
}

const isMember = (tx: TenantTx, operationId: string) =>
  and(eq(bulkMembers.tenantId, tx.tenantId), eq(bulkMembers.operationId, operationId));

/** Those whose turn is next, in the order of their ids. */
const nextMembers = (tx: TenantTx, operationId: string, atMost: number) =>
  tx
    .select({ id: bulkMembers.memberId, version: bulkMembers.version, input: bulkMembers.input })
    .from(bulkMembers)
    .where(and(isMember(tx, operationId), isNull(bulkMembers.outcome)))
    .orderBy(asc(bulkMembers.memberId))
    .limit(atMost);

/** Whoever started it, as they are now; their session may have ended. */
function callerOf(tx: TenantTx, operation: StoredOperation): Caller {
  const { requestedBy: userId, requestedFrom: from } = operation;
  if (!from) throw new Error("A running operation says where it was started from.");
  const principal = { tenantId: tx.tenantId, userId, sessionId: null, from, isConfirmed: false };
  return { principal, meta: verbOf(operation.verb).meta, bulkId: operation.id };
}

async function writeResults(
  tx: TenantTx,
  operation: StoredOperation,
  results: ReadonlyMap<string, SetResult>,
): Promise<void> {
  const rows = [...results].map(([id, result]) => rowOf(id, result));
  await tx.execute(sql`
    with results as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, outcome text, reason text, message text,
        "cascadeId" uuid, version text, before jsonb)), written as (
      update ${bulkMembers} m set outcome = r.outcome, reason = r.reason, message = r.message, at = statement_timestamp(),
        cascade_id = r."cascadeId", left_version = r.version, before = r.before
      from results r where m.tenant_id = ${tx.tenantId} and m.operation_id = ${operation.id} and m.member_id = r.id)
    update ${bulkOperations} b set
      changed = b.changed + n.changed, unchanged = b.unchanged + n.unchanged, refused = b.refused + n.refused,
      left_alone = b.left_alone + n.left_alone, next_attempt_at = statement_timestamp()
    from (select count(*) filter (where outcome = 'changed') as changed, count(*) filter (where outcome = 'unchanged') as unchanged,
      count(*) filter (where outcome = 'refused') as refused, count(*) filter (where outcome = 'left_alone') as left_alone from results) n
    where b.tenant_id = ${tx.tenantId} and b.id = ${operation.id}`);
}

function rowOf(id: string, result: SetResult) {
  switch (result.outcome) {
    case "changed": {
      const { outcome, cascadeId, version, before } = result;
      return { id, outcome, cascadeId, version, before };
    }
    case "unchanged":
      return { id, outcome: "unchanged" };
    case "left_alone":
      return { id, outcome: "left_alone", reason: result.reason };
    case "refused": {
      const { reason, message } = result.why;
      // Whom a preview found is gone: nobody refused anything.
      if (reason === "not_found") return { id, outcome: "left_alone", reason: "gone" };
      return { id, outcome: "refused", reason, message };
    }
  }
}

/** The next member fails by itself: the others go on. */
async function passOver(tx: TenantTx, operationId: string, message: string): Promise<BulkAdvance> {
  const operation = await take(tx, operationId);
  const [next] = operation ? await nextMembers(tx, operationId, 1) : [];
  if (!next) return "idle";
  await tx
    .update(bulkMembers)
    .set({ outcome: "failed", reason: "internal", message, at: sql`statement_timestamp()` })
    .where(and(isMember(tx, operationId), eq(bulkMembers.memberId, next.id)));
  await tx
    .update(bulkOperations)
    .set({ failed: sql`${bulkOperations.failed} + 1`, nextAttemptAt: sql`statement_timestamp()` })
    .where(isOperation(tx, operationId));
  await notify(tx, { bulkId: operationId });
  return "progress";
}

/** Bulk operations that wait for a worker, of all open tenants, longest waiting first: ids only, at most `limit`. */
export async function dueBulk(ctx: WorkerContext, input: { readonly limit: number }): Promise<DueOperation[]> {
  const rows = await ctx.db.execute<{ tenant_id: string; operation_id: string }>(
    sql`select tenant_id, operation_id from due_bulk_operations(${input.limit})`,
  );
  return rows.map((row) => ({ tenantId: toTenantId(row.tenant_id), operationId: row.operation_id }));
}
