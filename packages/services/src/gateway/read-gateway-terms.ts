import { gateways } from "@portcullis/db/schema/gateways";
import { tenants } from "@portcullis/db/schema/tenants";
import { withTenantReadOnly } from "@portcullis/db/tenant";
import type { PeersEvent } from "@portcullis/domain/gateway";
import { and, eq, sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";

/** What a gateway is told besides its peers. */
export type GatewayTerms = Pick<Extract<PeersEvent, { kind: "full" }>, "address" | "failClosedAfter">;

/**
 * The gateway's own address with the range's prefix, which is the first after the network's own and is given to no device; and
 * how long its own setting, or else the tenant's, bears the console's silence.
 */
export async function readGatewayTerms(ctx: GatewayContext): Promise<GatewayTerms> {
  const [terms] = await withTenantReadOnly(ctx.db, ctx.principal.tenantId, (tx) =>
    tx
      .select({
        address: sql<string>`host(network(${tenants.addressRange}::inet) + 1) || '/' || masklen(${tenants.addressRange}::inet)`,
        failClosedAfter: sql<number | null>`case coalesce(${gateways.unreachable}, ${tenants.gatewayUnreachable})
          when 'fail_closed' then coalesce(${gateways.grace}, ${tenants.gatewayGrace}) end`,
      })
      .from(tenants)
      .leftJoin(gateways, and(eq(gateways.tenantId, tenants.id), eq(gateways.id, ctx.principal.gatewayId)))
      .where(eq(tenants.id, tx.tenantId)),
  );
  if (!terms) throw new Error("The tenant of the gateway no longer exists.");
  return terms;
}
