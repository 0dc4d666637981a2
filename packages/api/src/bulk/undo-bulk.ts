import { bulkMembers } from "@portcullis/db/schema/bulk";
import { withTenant } from "@portcullis/db/tenant";
import { type BulkAction, bulkAction, bulkById, bulkPreview } from "@portcullis/domain/bulk";
import { conflict } from "@portcullis/domain/errors";
import { and, asc, eq } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";
import { notOpen, readOperation } from "./internal.ts";
import { writePreview } from "./preview-bulk.ts";
import { verbOf } from "./verbs.ts";

/**
 * Previews a bulk operation that brings back what another one changed, of those who are still as it left them; it is started like
 * any other. Credentials that ended stay so.
 * @throws {DomainError} NOT_FOUND · FORBIDDEN `permission_missing` · CONFLICT `bulk_not_open` for one that is not over, changed nobody,
 * or cannot be undone
 */
export const undoBulk = useCase(
  { access: { permission: "user:read", andOfVerb: true } },
  bulkById,
  bulkPreview,
  (ctx, input) =>
    withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
      const operation = await readOperation(tx, input.id);
      if (operation.finishedAt === null) throw notOpen(operation.status, "undone");
      const { inverse } = verbOf(operation.action.verb);
      if (!inverse || operation.changed === 0) throw conflict("bulk_not_open", "This bulk operation cannot be undone.");
      const members = await tx
        .select({ id: bulkMembers.memberId, version: bulkMembers.leftVersion, input: bulkMembers.before })
        .from(bulkMembers)
        .where(
          and(
            eq(bulkMembers.tenantId, tx.tenantId),
            eq(bulkMembers.operationId, operation.id),
            eq(bulkMembers.outcome, "changed"),
          ),
        )
        .orderBy(asc(bulkMembers.memberId));
      return writePreview(tx, ctx, {
        action: inverseOf(operation.action, inverse),
        members,
        undoes: operation.id,
        unmatched: [],
      });
    }),
);

/** The same group or role; what each had before stands at the members. A reason was that of the other one. */
function inverseOf(action: BulkAction, verb: BulkAction["verb"]): BulkAction {
  const { reason: _reason, ...rest } = { reason: null, ...action };
  return bulkAction.parse({ ...rest, verb });
}
