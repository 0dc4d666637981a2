import { recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { bulkOperations } from "@portcullis/db/schema/bulk";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { approveBulk as approveBulkInput, type BulkOperation, bulkById, bulkOperation } from "@portcullis/domain/bulk";
import { badRequest, forbidden } from "@portcullis/domain/errors";
import { and, sql } from "drizzle-orm";
import { type Actor, byUser, lockActor } from "../kernel/locks.ts";
import { type CallerContext, useCase } from "../kernel/use-case.ts";
import {
  endOperation,
  isOperation,
  lockOperation,
  notOpen,
  previewExpired,
  readOperation,
  type StoredOperation,
} from "./internal.ts";
import { run } from "./start-bulk.ts";
import { verbOf } from "./verbs.ts";

/**
 * Lets an operation run that waits: somebody else than who asked for it, with the permission of its single act, a fresh proof of who
 * they are and, where people lose access, their number. It runs with the rights of whoever asked. Of two at once, one does it.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing`, `self_protected`, `confirmation_required` · CONFLICT
 * `bulk_not_open` · BAD_REQUEST `input_invalid` for `typed`
 */
export const approveBulk = useCase(
  { access: { permission: "user:read", confirmed: true, andOfVerb: true }, audit: "bulk.approved" },
  approveBulkInput,
  bulkOperation,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { operation, actor } = await lockWaiting(tx, ctx, input.id, "approved");
      if (operation.requestedBy === actor.id) {
        throw forbidden("self_protected", "Somebody else has to approve what you asked for.");
      }
      const isOpen = sql`${bulkOperations.expiresAt} > statement_timestamp()`;
      if ((await tx.$count(bulkOperations, and(isOperation(tx, operation.id), isOpen))) === 0) throw previewExpired();
      if (operation.losing > 0 && input.typed !== operation.losing) {
        throw badRequest("input_invalid", `Enter ${operation.losing}, the number of users who lose access.`, "typed");
      }
      await tx
        .update(bulkOperations)
        .set({ decidedBy: actor.id, decidedAt: sql`statement_timestamp()` })
        .where(isOperation(tx, operation.id));
      await run(tx, operation);
      return recordDecision(tx, actor, operation, "bulk.approved");
    }),
);

/**
 * Ends an operation that waits for approval, without having changed anybody. Whoever asked for it may withdraw it so.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing` · CONFLICT `bulk_not_open`
 */
export const declineBulk = useCase(
  { access: { permission: "user:read", andOfVerb: true }, audit: "bulk.declined" },
  bulkById,
  bulkOperation,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const { operation, actor } = await lockWaiting(tx, ctx, input.id, "declined");
      await endOperation(tx, operation.id, { status: "declined", rest: { outcome: "cancelled" }, decidedBy: actor.id });
      return recordDecision(tx, actor, operation, "bulk.declined");
    }),
);

/**
 * Stops a running operation: whose turn has not come stays as they are. What is changed stays changed, and can be undone.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing` · CONFLICT `bulk_not_open`
 */
export const cancelBulk = useCase(
  { access: { permission: "user:read", andOfVerb: true }, audit: "bulk.cancelled" },
  bulkById,
  bulkOperation,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const operation = await lockOperation(tx, input.id);
      const actor = await lockActor(tx, { principal: ctx.principal, meta: verbOf(operation.verb).meta });
      if (operation.status !== "running") throw notOpen(operation.status, "cancelled");
      await endOperation(tx, operation.id, {
        status: "cancelled",
        rest: { outcome: "cancelled" },
        decidedBy: actor.id,
      });
      return recordDecision(tx, actor, operation, "bulk.cancelled");
    }),
);

async function lockWaiting(
  tx: TenantTx,
  { principal }: Pick<CallerContext, "principal">,
  id: string,
  wanted: string,
): Promise<{ readonly operation: StoredOperation; readonly actor: Actor }> {
  const operation = await lockOperation(tx, id);
  const actor = await lockActor(tx, { principal, meta: verbOf(operation.verb).meta });
  if (operation.status !== "waiting") throw notOpen(operation.status, wanted);
  return { operation, actor };
}

async function recordDecision(
  tx: TenantTx,
  actor: Actor,
  { id }: StoredOperation,
  action: "bulk.approved" | "bulk.declined" | "bulk.cancelled",
): Promise<BulkOperation> {
  await recordAudit(tx, { action, actor: byUser(actor), target: { kind: "bulk", id } });
  await notify(tx, { bulkId: id });
  return readOperation(tx, id);
}
