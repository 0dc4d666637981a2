import { type SQL, sql } from "drizzle-orm";

/** A device's networks as an array of texts, its own address first. @param deviceId of the outer query, with its table's name */
export function addressesOf(tenantId: SQL | string, deviceId: SQL | string): SQL<string[]> {
  return sql`array(select n.network::text from device_addresses n
    where n.tenant_id = ${tenantId} and n.device_id = ${deviceId} order by masklen(n.network) desc, n.network)`;
}
