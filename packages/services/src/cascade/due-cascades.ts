import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { sql } from "drizzle-orm";
import type { WorkerContext } from "../context.ts";

/** Cascades that wait for a worker, of all tenants, longest waiting first: ids only, at most `limit`. */
export async function dueCascades(
  ctx: WorkerContext,
  input: { readonly limit: number },
): Promise<{ tenantId: TenantId; cascadeId: string }[]> {
  const rows = await ctx.db.execute<{ tenant_id: string; cascade_id: string }>(
    sql`select tenant_id, cascade_id from due_cascades(${input.limit})`,
  );
  return rows.map((row) => ({ tenantId: tenantId(row.tenant_id), cascadeId: row.cascade_id }));
}
