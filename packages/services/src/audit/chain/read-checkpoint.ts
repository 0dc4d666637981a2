import { auditDetails, auditEvents } from "@portcullis/db/schema/audit";
import { auditCheckpoints } from "@portcullis/db/schema/audit-chain";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, desc, eq } from "drizzle-orm";

export type Checkpoint = typeof auditCheckpoints.$inferSelect;

/** Up to where retention has removed the audit log; undefined where it never did. */
export async function readCheckpoint(tx: TenantTx): Promise<Checkpoint | undefined> {
  const [checkpoint] = await tx.select().from(auditCheckpoints).where(eq(auditCheckpoints.tenantId, tx.tenantId));
  return checkpoint;
}

/** What the audit log itself says of a removal, as the details of its entry. */
export const removalDetails = ({ number, hash, events, until }: Omit<Checkpoint, "tenantId" | "at">) => ({
  after: { seal: number, hash: hash.toString("hex"), entries: events, until: until.toISOString() },
});

/** Whether the newest entry of the audit log that tells of a removal tells of this one: nobody shortens a audit log in silence. */
export async function isInAuditLog(tx: TenantTx, checkpoint: Checkpoint): Promise<boolean> {
  const [reported] = await tx
    .select({ details: auditDetails.details, at: auditEvents.at })
    .from(auditEvents)
    .innerJoin(auditDetails, and(eq(auditDetails.tenantId, tx.tenantId), eq(auditDetails.eventId, auditEvents.id)))
    .where(and(eq(auditEvents.tenantId, tx.tenantId), eq(auditEvents.action, "tenant.trail_pruned")))
    .orderBy(desc(auditEvents.at), desc(auditEvents.id))
    .limit(1);
  if (!reported || reported.at.getTime() !== checkpoint.at.getTime()) return false;
  const { after } = removalDetails(checkpoint);
  return Object.entries(after).every(([field, value]) => reported.details.after?.[field] === value);
}
