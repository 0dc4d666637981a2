import { deviceAddresses } from "@portcullis/db/schema/devices";
import { withTenant } from "@portcullis/db/tenant";
import { sql } from "drizzle-orm";
import type { OperatorContext } from "./operator-context.ts";

/** One peer of the tenant's network. */
export interface Peer {
  readonly publicKey: string;
  /** CIDR form, in the order of the addresses; none for a device that has none. */
  readonly allowedIps: readonly string[];
}

/** Who may connect at this instant: the access view, ordered by public key so that two answers compare line by line. */
export async function listPeers(ctx: OperatorContext): Promise<Peer[]> {
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
    const rows = await tx.execute<{ public_key: string; allowed_ips: string[] }>(sql`
      select access.public_key, coalesce(
        array_agg(${deviceAddresses.network}::text order by ${deviceAddresses.network}) filter (where ${deviceAddresses.network} is not null),
        '{}') as allowed_ips
      from access
      left join ${deviceAddresses} on ${deviceAddresses.tenantId} = access.tenant_id and ${deviceAddresses.deviceId} = access.device_id
      where access.tenant_id = ${tx.tenantId}
      group by access.public_key
      order by access.public_key collate "C"`);
    return rows.map((row) => ({ publicKey: row.public_key, allowedIps: row.allowed_ips }));
  });
}
