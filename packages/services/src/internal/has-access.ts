import type { TenantTx } from "@portcullis/db/tenant";
import { sql } from "drizzle-orm";

/** Whether a device may connect, by the access view. */
export async function hasAccess(tx: TenantTx, deviceId: string): Promise<boolean> {
  const found = await tx.execute(sql`select from access where tenant_id = ${tx.tenantId} and device_id = ${deviceId}`);
  return found.length > 0;
}
