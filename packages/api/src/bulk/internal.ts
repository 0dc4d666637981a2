import { notify } from "@portcullis/db/notify";
import { bulkMembers, bulkOperations } from "@portcullis/db/schema/bulk";
import type { TenantTx } from "@portcullis/db/tenant";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { BulkOperation, BulkStatus } from "@portcullis/domain/bulk";
import { conflict, notFound } from "@portcullis/domain/errors";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { ServiceContext } from "../kernel/context.ts";
import { nameOfUser } from "../user/internal.ts";
import { verbOf } from "./verbs.ts";

// Names spelled out: in a select from one table the builder drops the table's name, which a subquery takes for its own.
const emailOf = (column: "requested_by" | "decided_by") =>
  sql<string | null>`(select p.email from users p where p.tenant_id = bulk_operations.tenant_id
    and p.id = bulk_operations.${sql.identifier(column)} and p.status <> 'deleting')`;

/** Bulk operations with how far they are, for the caller to filter, order and limit. */
export function selectOperations(tx: TenantTx) {
  return tx
    .select({
      id: bulkOperations.id,
      action: bulkOperations.action,
      status: bulkOperations.status,
      undoes: bulkOperations.undoes,
      undoneBy: sql<string | null>`(select u.id from bulk_operations u where u.tenant_id = bulk_operations.tenant_id
        and u.undoes = bulk_operations.id and u.started_at is not null order by u.id desc limit 1)`,
      requestedBy: bulkOperations.requestedBy,
      requestedByName: nameOfUser(bulkOperations.tenantId, bulkOperations.requestedBy),
      requestedByEmail: emailOf("requested_by"),
      requestedAt: bulkOperations.requestedAt,
      expiresAt: bulkOperations.expiresAt,
      startedAt: bulkOperations.startedAt,
      finishedAt: bulkOperations.finishedAt,
      decidedBy: bulkOperations.decidedBy,
      decidedByName: sql<string | null>`${nameOfUser(bulkOperations.tenantId, bulkOperations.decidedBy)}`,
      decidedByEmail: emailOf("decided_by"),
      decidedAt: bulkOperations.decidedAt,
      total: bulkOperations.total,
      changed: bulkOperations.changed,
      unchanged: bulkOperations.unchanged,
      refused: bulkOperations.refused,
      leftAlone: bulkOperations.leftAlone,
      failed: bulkOperations.failed,
      cancelled: bulkOperations.cancelled,
      newcomers: bulkOperations.newcomers,
      losing: bulkOperations.losing,
    })
    .from(bulkOperations)
    .$dynamic();
}

export function toOperation(row: Awaited<ReturnType<typeof selectOperations>>[number]): BulkOperation {
  const { requestedBy, requestedByName, requestedByEmail, decidedBy, decidedByName, decidedByEmail, ...rest } = row;
  const hasInverse = verbOf(rest.action.verb).inverse !== undefined;
  return {
    ...rest,
    canUndo: rest.finishedAt !== null && rest.changed > 0 && rest.undoneBy === null && hasInverse,
    requestedBy: { id: requestedBy, name: requestedByName, email: requestedByEmail },
    decidedBy: decidedBy === null ? null : { id: decidedBy, name: decidedByName, email: decidedByEmail },
  };
}

export const isOperation = (tx: TenantTx, id: string) =>
  and(eq(bulkOperations.tenantId, tx.tenantId), eq(bulkOperations.id, id));

/** @throws {DomainError} NOT_FOUND */
export async function readOperation(tx: TenantTx, id: string): Promise<BulkOperation> {
  const [row] = await selectOperations(tx).where(isOperation(tx, id));
  if (!row) throw notFound("bulk operation");
  return toOperation(row);
}

/** How far a bulk operation is, or undefined where the tenant has none of that id. */
export async function readBulkProgress(
  ctx: ServiceContext,
  { id }: { readonly id: string },
): Promise<BulkOperation | undefined> {
  const [row] = await withTenantReadOnly(ctx.db, ctx.principal.tenantId, (tx) =>
    selectOperations(tx).where(isOperation(tx, id)),
  );
  return row && toOperation(row);
}

export type StoredOperation = typeof bulkOperations.$inferSelect;

/**
 * Locks an operation, before anybody who acts on it or is acted on: its batches lock in the same order.
 * @throws {DomainError} NOT_FOUND
 */
export async function lockOperation(tx: TenantTx, id: string): Promise<StoredOperation> {
  const [operation] = await tx.select().from(bulkOperations).where(isOperation(tx, id)).for("no key update");
  if (!operation) throw notFound("bulk operation");
  return operation;
}

/** CONFLICT, with why an operation of this status cannot be acted on so any more. */
export function notOpen(status: BulkStatus, wanted: string) {
  const is: Readonly<Record<BulkStatus, string>> = {
    preview: "was not started yet",
    waiting: "waits for approval",
    running: "is running",
    done: "is done",
    cancelled: "was cancelled",
    stopped: "was stopped",
    declined: "was declined",
  };
  return conflict("bulk_not_open", `This bulk operation ${is[status]}: it cannot be ${wanted}.`);
}

export const previewExpired = () =>
  conflict("bulk_not_open", "This preview has expired. Preview it again: who or what it is about may have changed.");

/** Gives every member whose turn has not come this outcome, and ends the operation. */
export async function endOperation(
  tx: TenantTx,
  id: string,
  end: {
    readonly status: BulkStatus;
    readonly rest?: { readonly outcome: "cancelled" | "refused"; readonly reason?: string; readonly message?: string };
    readonly decidedBy?: string;
  },
): Promise<void> {
  const { status, rest, decidedBy } = end;
  if (rest) {
    await tx.execute(sql`
      update ${bulkMembers} m set outcome = ${rest.outcome}, reason = ${rest.reason ?? null}, message = ${rest.message ?? null},
        at = statement_timestamp()
      where m.tenant_id = ${tx.tenantId} and m.operation_id = ${id} and m.outcome is null`);
  }
  // The brake goes on counting whom it really took access from, where it was started.
  await tx.execute(sql`
    update ${bulkOperations} b set status = ${status}, finished_at = statement_timestamp(), requested_from = null, filter = null,
      changed = n.changed, unchanged = n.unchanged, refused = n.refused, left_alone = n.left_alone, failed = n.failed, cancelled = n.cancelled,
      losing = case when b.started_at is null then b.losing else (select count(*) from cascades c
        where c.tenant_id = b.tenant_id and c.bulk_id = b.id and c.lost_access) end,
      decided_by = coalesce(${decidedBy ?? null}::uuid, b.decided_by),
      decided_at = case when ${decidedBy ?? null}::uuid is null then b.decided_at else statement_timestamp() end
    from (select count(*) filter (where outcome = 'changed') as changed, count(*) filter (where outcome = 'unchanged') as unchanged,
        count(*) filter (where outcome = 'refused') as refused, count(*) filter (where outcome = 'left_alone') as left_alone,
        count(*) filter (where outcome = 'failed') as failed, count(*) filter (where outcome = 'cancelled') as cancelled
      from ${bulkMembers} where tenant_id = ${tx.tenantId} and operation_id = ${id}) n
    where b.tenant_id = ${tx.tenantId} and b.id = ${id}`);
}

/** What those who are erased had asked for: previews go, and what waits or runs ends as refused. */
export async function endOperationsOf(tx: TenantTx, userIds: readonly string[]): Promise<void> {
  const isTheirs = and(
    eq(bulkOperations.tenantId, tx.tenantId),
    sql`${bulkOperations.requestedBy} = any(${sql.param([...userIds])}::uuid[])`,
  );
  await tx.delete(bulkOperations).where(and(isTheirs, eq(bulkOperations.status, "preview")));
  const open = await tx
    .select({ id: bulkOperations.id })
    .from(bulkOperations)
    .where(and(isTheirs, sql`${bulkOperations.status} in ('waiting', 'running')`))
    .for("no key update");
  for (const { id } of open) {
    await endOperation(tx, id, { status: "stopped", rest: { outcome: "refused", ...whoeverStartedIsGone } });
    await notify(tx, { bulkId: id });
  }
}

/** Users who asked for what `endOperationsOf` would end. */
export const withOpenOperations = (tx: TenantTx): SQL =>
  sql`select requested_by from ${bulkOperations} where tenant_id = ${tx.tenantId} and status in ('preview', 'waiting', 'running')`;

/** Why the rest of an operation is refused whose starter is not active any more. */
export const whoeverStartedIsGone = {
  reason: "user_not_active",
  message: "Whoever started this is not active any more.",
} as const;
