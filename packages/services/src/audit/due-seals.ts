import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { sql } from "drizzle-orm";
import type { WorkerContext } from "../context.ts";

/** Tenants whose audit log has entries that wait for their seal, longest waiting first, at most `limit`. */
export async function dueSeals(ctx: WorkerContext, input: { readonly limit: number }): Promise<TenantId[]> {
  const rows = await ctx.db.execute<{ tenant_id: string }>(sql`select tenant_id from due_seals(${input.limit})`);
  return rows.map((row) => tenantId(row.tenant_id));
}
