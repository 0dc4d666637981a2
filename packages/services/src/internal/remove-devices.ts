import { devices } from "@portcullis/db/schema/devices";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, inArray } from "drizzle-orm";

/** Removes at most `batchSize` devices of a user who is being deleted, and says how many they were. */
export async function removeDevices(tx: TenantTx, userId: string, batchSize: number): Promise<number> {
  const doomed = tx
    .select({ id: devices.id })
    .from(devices)
    .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.userId, userId)))
    .orderBy(devices.id)
    .limit(batchSize);
  const removed = await tx
    .delete(devices)
    .where(and(eq(devices.tenantId, tx.tenantId), inArray(devices.id, doomed)))
    .returning({ id: devices.id });
  return removed.length;
}
