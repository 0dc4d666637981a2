import { tenants } from "@portcullis/db/schema/tenants";
import type { TenantTx } from "@portcullis/db/tenant";
import { eq } from "drizzle-orm";
import type { Actor } from "./lock-actor-and-target.ts";

/**
 * Whether a key that this person brings waits for an administrator: where the tenant asks for one, and they are none themselves,
 * which `device:write` makes them.
 */
export async function needsApproval(tx: TenantTx, actor: Actor): Promise<boolean> {
  if (actor.permissions.includes("device:write")) return false;
  const [tenant] = await tx
    .select({ approveDevices: tenants.approveDevices })
    .from(tenants)
    .where(eq(tenants.id, tx.tenantId));
  return tenant?.approveDevices ?? true;
}
