import { withTenant } from "@portcullis/db/tenant";
import { sql } from "drizzle-orm";
import type { OperatorContext } from "./operator-context.ts";

/** A gateway that a suspension asked; null until it has said that no peer is left on its interface. */
export interface Acknowledgement {
  readonly gateway: string;
  readonly confirmedAt: Date | null;
}

/** What the gateways have said since the newest suspension of the tenant. */
export async function readAcknowledgements(ctx: OperatorContext): Promise<readonly Acknowledgement[]> {
  const rows = await withTenant(ctx.db, ctx.principal.tenantId, (tx) =>
    tx.execute<{ name: string; confirmed_at: string | null }>(sql`
      select g.name, c.confirmed_at from gateway_confirmations c
      join gateways g on g.tenant_id = c.tenant_id and g.id = c.gateway_id
      where c.tenant_id = ${tx.tenantId} and c.change_id = (
        select id from audit_events where tenant_id = ${tx.tenantId} and action = 'tenant.suspended'
        order by at desc, id desc limit 1)
      order by g.name`),
  );
  return rows.map(({ name, confirmed_at }) => ({
    gateway: name,
    confirmedAt: confirmed_at === null ? null : new Date(confirmed_at),
  }));
}
