import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { sql } from "drizzle-orm";
import type { WorkerContext } from "../context.ts";

/** Tenants in which an invitation may be mailed now, longest waiting first, at most `limit`. */
export async function dueInvitations(ctx: WorkerContext, input: { readonly limit: number }): Promise<TenantId[]> {
  const rows = await ctx.db.execute<{ tenant_id: string }>(sql`select tenant_id from due_invitations(${input.limit})`);
  return rows.map((row) => tenantId(row.tenant_id));
}
