import { deviceAddresses } from "@portcullis/db/schema/devices";
import { type SQL, sql } from "drizzle-orm";

/**
 * The access view as peers, `user_id`, `public_key` and `allowed_ips` in the order of the addresses: the one source of every
 * list of peers that leaves the database.
 * @param isMeant narrows it, by the view's columns
 */
export function accessPeers(tenantId: string, isMeant: SQL = sql`true`): SQL {
  return sql`
    select access.user_id, access.public_key, coalesce(
      array_agg(${deviceAddresses.network}::text order by ${deviceAddresses.network}) filter (where ${deviceAddresses.network} is not null),
      '{}') as allowed_ips
    from access
    left join ${deviceAddresses} on ${deviceAddresses.tenantId} = access.tenant_id and ${deviceAddresses.deviceId} = access.device_id
    where access.tenant_id = ${tenantId} and ${isMeant}
    group by access.user_id, access.public_key`;
}
