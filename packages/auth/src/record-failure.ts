import { type AuditEntry, recordAudit, sealDetails } from "@portcullis/db/audit";
import type { Database } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { auditDetails, auditEvents } from "@portcullis/db/schema/audit";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { and, eq, sql } from "drizzle-orm";

/** The scope of a tenant that does not exist: looked into all the same, and empty. */
export const nowhere = tenantId("00000000-0000-0000-0000-000000000000");

/**
 * Writes a failed sign-in to the tenant's trail. Where there is no tenant there is no trail, and the same effort goes into
 * nothing, or the answer would tell by its time which tenants there are. For the same reason the commit does not wait for
 * the disk: what a crash of the database may take with it is half a second of failures.
 */
export async function recordFailure(
  db: Database,
  tenant: TenantId | undefined,
  userId: string | undefined,
  from: { readonly address: string; readonly agent: string | null },
): Promise<void> {
  const details = { address: from.address, ...(from.agent !== null && { agent: from.agent }) };
  const entry: AuditEntry = {
    action: "user.sign_in_failed",
    actor: { kind: "user", id: null },
    target: { kind: "user", id: userId ?? null },
    ...(userId !== undefined && { subjectId: userId }),
    details,
  };
  await withTenant(db, tenant ?? nowhere, async (tx) => {
    await tx.execute(sql`set local synchronous_commit to off`);
    if (tenant) await recordAudit(tx, entry);
    else await spendAsMuch(tx, details);
  });
}

/** What `recordAudit` costs: two statements on the same tables under their policies, and the seal. */
async function spendAsMuch(tx: TenantTx, details: NonNullable<AuditEntry["details"]>): Promise<void> {
  const id = newId();
  const { salt, hash } = sealDetails(details);
  await tx
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.tenantId, tx.tenantId), eq(auditEvents.id, id), eq(auditEvents.detailsHash, hash)));
  await tx
    .select()
    .from(auditDetails)
    .where(and(eq(auditDetails.tenantId, tx.tenantId), eq(auditDetails.eventId, id), eq(auditDetails.salt, salt)));
}
