import { tenants } from "@portcullis/db/schema/tenants";
import { withTenant } from "@portcullis/db/tenant";
import { sql } from "drizzle-orm";
import type { GatewayContext } from "../context.ts";

/** The gateway's own address with the range's prefix: the first after the network's own, which no device is given. */
export async function readInterfaceAddress(ctx: GatewayContext): Promise<string> {
  const [row] = await withTenant(ctx.db, ctx.principal.tenantId, (tx) =>
    tx.execute<{ address: string }>(sql`
      select host(network(range) + 1) || '/' || masklen(range) as address
      from (select ${tenants.addressRange}::inet as range from ${tenants} where ${tenants.id} = ${tx.tenantId}) t`),
  );
  if (!row) throw new Error("The tenant of the gateway is gone.");
  return row.address;
}
