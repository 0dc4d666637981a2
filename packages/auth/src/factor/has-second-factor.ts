import type { TenantTx } from "@portcullis/db/tenant";
import { sql } from "drizzle-orm";

/** Whether a user has anything besides the password. Under the user's lock, as factors come and go under it. */
export async function hasSecondFactor(tx: TenantTx, userId: string): Promise<boolean> {
  const [row] = await tx.execute<{ has: boolean }>(
    sql`select has_second_factor(${tx.tenantId}::uuid, ${userId}::uuid) as has`,
  );
  return row?.has === true;
}
