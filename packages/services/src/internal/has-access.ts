import type { TenantTx } from "@portcullis/db/tenant";
import { sql } from "drizzle-orm";

/** Whether this key may connect, by the access view. */
export async function hasAccess(tx: TenantTx, publicKey: string): Promise<boolean> {
  const found = await tx.execute(
    sql`select from access where tenant_id = ${tx.tenantId} and public_key = ${publicKey}`,
  );
  return found.length > 0;
}
