import { tenants } from "@portcullis/db/schema/tenants";
import { withTenant } from "@portcullis/db/tenant";
import type { PeersEvent } from "@portcullis/domain/gateway";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";

/** What a gateway is told besides its peers. */
export type GatewayTerms = Pick<Extract<PeersEvent, { kind: "full" }>, "address" | "failClosedAfter">;

/**
 * The gateway's own address with the range's prefix, which is the first after the network's own and is given to no device; and
 * how long the tenant bears its silence.
 */
export async function readGatewayTerms(ctx: GatewayContext): Promise<GatewayTerms> {
  const [terms] = await withTenant(ctx.db, ctx.principal.tenantId, (tx) =>
    tx
      .select({
        address: sql<string>`host(network(${tenants.addressRange}::inet) + 1) || '/' || masklen(${tenants.addressRange}::inet)`,
        failClosedAfter: sql<
          number | null
        >`case ${tenants.gatewayUnreachable} when 'fail_closed' then ${tenants.gatewayGrace} end`,
      })
      .from(tenants)
      .where(sql`${tenants.id} = ${tx.tenantId}`),
  );
  if (!terms) throw new Error("The tenant of the gateway is gone.");
  return terms;
}
