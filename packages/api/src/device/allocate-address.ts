import { deviceAddresses } from "@portcullis/db/schema/devices";
import { tenants } from "@portcullis/db/schema/tenants";
import type { TenantTx } from "@portcullis/db/tenant";
import { conflict } from "@portcullis/domain/errors";
import { sql } from "drizzle-orm";

/**
 * Keeps others from giving out or taking addresses of this tenant until the transaction ends. It is the last lock that a
 * transaction takes: whoever waits here holds nothing that the holder still needs.
 */
export async function lockAddresses(tx: TenantTx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`device_addresses/${tx.tenantId}`}, 0))`);
}

/**
 * Returns the lowest free address of the tenant's range, as a /32 in CIDR form, which the caller stores in the same
 * transaction. It is never the network, gateway (the first) or broadcast address, or inside a wider network of another
 * device; a network that is not inside the range, such as a default route, takes no address.
 * @throws {DomainError} CONFLICT `device_address_exhausted`
 */
export async function allocateAddress(tx: TenantTx): Promise<string> {
  await lockAddresses(tx);
  // A free address follows the gateway's or the end of a taken network, so these are all the candidates there are.
  const [free] = await tx.execute<{ address: string }>(sql`
    with range as (
      select ${tenants.addressRange}::cidr as network from ${tenants} where ${tenants.id} = ${tx.tenantId}
    ), taken as (
      select ${deviceAddresses.network} as network from ${deviceAddresses}, range
      where ${deviceAddresses.tenantId} = ${tx.tenantId} and ${deviceAddresses.network} << range.network
    ), wide as (
      select network from taken where masklen(network) < 32
    ), candidates as (
      select host(network)::inet + 2 as address from range where masklen(network) < 31
      union all
      select host(broadcast(taken.network))::inet + 1 from taken, range
      where host(broadcast(taken.network))::inet < host(broadcast(range.network))::inet
    )
    select host(address) || '/32' as address from candidates, range
    where address > host(range.network)::inet + 1 and address < host(broadcast(range.network))::inet
      and not exists (select from taken where host(taken.network)::inet = address)
      and not exists (select from wide where wide.network >> address)
    order by candidates.address limit 1`);
  if (!free) {
    throw conflict("device_address_exhausted", "The tenant's address range has no free address left. Remove a device.");
  }
  return free.address;
}
