import { type AuditEntry, recordAudit } from "@portcullis/db/audit";
import { notify } from "@portcullis/db/notify";
import { tenants } from "@portcullis/db/schema/tenants";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, isNotNull } from "drizzle-orm";

/** Lets a held tenant's people and devices in again, as far as its data say. False, and no trace, where it is not held. */
export async function resumeRestored(tx: TenantTx, actor: AuditEntry["actor"]): Promise<boolean> {
  const released = await tx
    .update(tenants)
    .set({ pausedSince: null })
    .where(and(eq(tenants.id, tx.tenantId), isNotNull(tenants.pausedSince)))
    .returning({ id: tenants.id });
  if (released.length === 0) return false;
  await recordAudit(tx, { action: "tenant.released", actor, target: { kind: "tenant", id: tx.tenantId } });
  await notify(tx, { access: true });
  return true;
}
