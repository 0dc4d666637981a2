import { auditDetails } from "@portcullis/db/schema/audit";
import { cascades } from "@portcullis/db/schema/cascades";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, inArray } from "drizzle-orm";

/** Details erased per step. */
const step = 1000;

/**
 * Erases what is personal about a user whose devices are gone: details of the trail, reasons on receipts, the row itself.
 * The events stay, with ids alone. Returns false while there is more to erase.
 */
export async function erasePerson(tx: TenantTx, userId: string): Promise<boolean> {
  const doomed = tx
    .select({ id: auditDetails.eventId })
    .from(auditDetails)
    .where(and(eq(auditDetails.tenantId, tx.tenantId), eq(auditDetails.subjectId, userId)))
    .limit(step);
  const erased = await tx
    .delete(auditDetails)
    .where(and(eq(auditDetails.tenantId, tx.tenantId), inArray(auditDetails.eventId, doomed)))
    .returning({ id: auditDetails.eventId });
  if (erased.length === step) return false;
  await tx
    .update(cascades)
    .set({ reason: null })
    .where(and(eq(cascades.tenantId, tx.tenantId), eq(cascades.userId, userId)));
  await tx
    .delete(users)
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId), eq(users.status, "deleting")));
  return true;
}
