import { type AuditEntry, recordAudit } from "@portcullis/db/audit";
import type { Database } from "@portcullis/db/client";
import { newId } from "@portcullis/db/ids";
import { auditEvents, auditOrigins } from "@portcullis/db/schema/audit";
import { type TenantTx, withTenant } from "@portcullis/db/tenant";
import type { ClientInfo } from "@portcullis/domain/audit";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { and, eq, sql } from "drizzle-orm";

/** The scope of a tenant that does not exist: looked into all the same, and empty. */
export const nowhere = tenantId("00000000-0000-0000-0000-000000000000");

/**
 * Writes a failed sign-in to the tenant's audit log; for an unknown tenant it does the same work without writing, so that
 * the response time does not reveal which tenants exist. For the same reason the commit does not wait for the disk, so a
 * crash of the database may lose the last half second of failures.
 */
export async function recordFailure(
  db: Database,
  tenant: TenantId | undefined,
  userId: string | undefined,
  from: ClientInfo,
): Promise<void> {
  const entry: AuditEntry = {
    action: "user.sign_in_failed",
    actor: { kind: "user", id: null, from },
    target: { kind: "user", id: userId ?? null },
    ...(userId !== undefined && { subjectId: userId }),
  };
  await withTenant(db, tenant ?? nowhere, async (tx) => {
    await tx.execute(sql`set local synchronous_commit to off`);
    if (tenant) await recordAudit(tx, entry);
    else await takeAsLong(tx);
  });
}

/** What `recordAudit` costs: two statements on the same tables under their policies. */
async function takeAsLong(tx: TenantTx): Promise<void> {
  const id = newId();
  await tx
    .select()
    .from(auditEvents)
    .where(and(eq(auditEvents.tenantId, tx.tenantId), eq(auditEvents.id, id)));
  await tx
    .select()
    .from(auditOrigins)
    .where(and(eq(auditOrigins.tenantId, tx.tenantId), eq(auditOrigins.eventId, id)));
}
