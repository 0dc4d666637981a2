import { auditDetails, auditOrigins } from "@portcullis/db/schema/audit";
import { cascades } from "@portcullis/db/schema/cascades";
import { gatewayConfirmations } from "@portcullis/db/schema/gateways";
import { users } from "@portcullis/db/schema/users";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { endOperationsOf } from "../bulk/internal.ts";

/** Rows of the audit log erased per step and table. */
const step = 1000;

/**
 * Erases the personal data of a user whose devices are gone (audit details, client addresses, reasons in receipts, and the
 * user's row with its dependents) and keeps the audit events with ids only. Returns false while more is left to erase.
 */
export async function erasePerson(tx: TenantTx, userId: string): Promise<boolean> {
  if ((await eraseDetails(tx, userId)) === step || (await eraseOrigins(tx, userId)) === step) return false;
  await tx
    .update(cascades)
    .set({ reason: null })
    .where(and(eq(cascades.tenantId, tx.tenantId), eq(cascades.userId, userId)));
  await endOperationsOf(tx, userId);
  await tx
    .update(gatewayConfirmations)
    .set({ settledReason: null })
    .where(
      and(
        eq(gatewayConfirmations.tenantId, tx.tenantId),
        eq(gatewayConfirmations.userId, userId),
        isNotNull(gatewayConfirmations.settledAt),
      ),
    );
  await tx
    .delete(users)
    .where(and(eq(users.tenantId, tx.tenantId), eq(users.id, userId), eq(users.status, "deleting")));
  return true;
}

async function eraseDetails(tx: TenantTx, userId: string): Promise<number> {
  const isOfTenant = eq(auditDetails.tenantId, tx.tenantId);
  const doomed = tx
    .select({ id: auditDetails.eventId })
    .from(auditDetails)
    .where(and(isOfTenant, eq(auditDetails.subjectId, userId)))
    .limit(step);
  const erased = await tx
    .delete(auditDetails)
    .where(and(isOfTenant, inArray(auditDetails.eventId, doomed)))
    .returning({ id: auditDetails.eventId });
  return erased.length;
}

async function eraseOrigins(tx: TenantTx, userId: string): Promise<number> {
  const isOfTenant = eq(auditOrigins.tenantId, tx.tenantId);
  const doomed = tx
    .select({ id: auditOrigins.eventId })
    .from(auditOrigins)
    .where(and(isOfTenant, eq(auditOrigins.personId, userId)))
    .limit(step);
  const erased = await tx
    .delete(auditOrigins)
    .where(and(isOfTenant, inArray(auditOrigins.eventId, doomed)))
    .returning({ id: auditOrigins.eventId });
  return erased.length;
}
