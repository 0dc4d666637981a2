import { bulkOperations } from "@portcullis/db/schema/bulk";
import type { TenantTx } from "@portcullis/db/tenant";
import { bulkApprovalDays } from "@portcullis/domain/bulk";
import { and, eq, sql } from "drizzle-orm";

/**
 * After a restore from a backup: what was under way, or waited, then waits for somebody to approve it, and previews are dropped.
 * Approving takes a person who is signed in, so nothing goes on before the tenant is resumed.
 * @returns how many wait
 */
export async function parkOperations(tx: TenantTx): Promise<number> {
  const ofTenant = eq(bulkOperations.tenantId, tx.tenantId);
  await tx.delete(bulkOperations).where(and(ofTenant, eq(bulkOperations.status, "preview")));
  const parked = await tx
    .update(bulkOperations)
    .set({
      status: "waiting",
      startedAt: null,
      expiresAt: sql`statement_timestamp() + make_interval(days => ${bulkApprovalDays}::int)`,
    })
    .where(and(ofTenant, sql`${bulkOperations.status} in ('running', 'waiting')`))
    .returning({ id: bulkOperations.id });
  return parked.length;
}
