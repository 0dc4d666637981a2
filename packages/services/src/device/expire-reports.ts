import { withTenant } from "@portcullis/db/tenant";
import { type TenantId, tenantId } from "@portcullis/domain/ids";
import { sql } from "drizzle-orm";
import type { WorkerContext } from "../context.ts";
import { expirePosture } from "../internal/expire-posture.ts";

/** Devices per transaction at most. */
const expiredAtOnce = 250;

/** Tenants with posture reports whose expiry nobody has looked at, longest ago first, at most `limit`. */
export async function dueExpiries(ctx: WorkerContext, input: { readonly limit: number }): Promise<TenantId[]> {
  const rows = await ctx.db.execute<{ tenant_id: string }>(sql`select tenant_id from due_expiries(${input.limit})`);
  return rows.map((row) => tenantId(row.tenant_id));
}

/**
 * Handles the longest expired posture reports of a tenant. It skips devices that are locked and tenants whose rules are being
 * changed; the next round takes them. The rules cannot change until it commits.
 */
export function expireReports(
  ctx: WorkerContext,
  input: { readonly tenantId: TenantId },
): Promise<{ expired: number }> {
  return withTenant(ctx.db, input.tenantId, async (tx) => {
    const due = await tx.execute<{ id: string }>(sql`
      select d.id from device_posture p
      join tenants t on t.id = p.tenant_id
      join devices d on d.tenant_id = p.tenant_id and d.id = p.device_id
      where p.tenant_id = ${tx.tenantId} and p.expired_check is distinct from p.last_check
        and p.last_check <= now() - make_interval(mins => t.posture_max_age)
      order by p.last_check limit ${expiredAtOnce}
      for no key update of d, p skip locked
      for share of t skip locked`);
    return {
      expired:
        due.length === 0
          ? 0
          : await expirePosture(
              tx,
              due.map(({ id }) => id),
            ),
    };
  });
}
