import { deviceAddresses } from "@portcullis/db/schema/devices";
import { gateways } from "@portcullis/db/schema/gateways";
import { tenants } from "@portcullis/db/schema/tenants";
import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import type { DeviceById } from "@portcullis/domain/device/device";
import type { DeviceConnection } from "@portcullis/domain/gateway";
import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { readVisibleDevice } from "./read-visible-device.ts";

/** IPv6 networks in a configuration at most. */
const routesMax = 50;

/** Gateways in a configuration to choose from. */
const gatewaysMax = 100;

/**
 * What a device's WireGuard configuration is made of, but for the private key, which its owner has. Of one's own device, with
 * `device:read`, or with `device:write`: whoever registers a device for another has its file to hand out.
 * @throws {DomainError} NOT_FOUND
 */
export async function readConnection(ctx: ServiceContext, input: DeviceById): Promise<DeviceConnection> {
  const { addresses } = await readVisibleDevice(ctx, input.id, ["device:read", "device:write"]);
  return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
    const [tenant] = await tx
      .select({ network: tenants.addressRange })
      .from(tenants)
      .where(eq(tenants.id, tx.tenantId));
    if (!tenant) throw new Error("The tenant of the session is gone.");
    const reachable = await tx
      .select({
        id: gateways.id,
        name: gateways.name,
        endpoint: gateways.endpoint,
        publicKey: sql<string>`${gateways.publicKey}`,
      })
      .from(gateways)
      .where(and(eq(gateways.tenantId, tx.tenantId), isNotNull(gateways.publicKey)))
      .orderBy(asc(gateways.nameKey))
      .limit(gatewaysMax);
    const hasIpv6 = addresses.some((address) => address.includes(":"));
    const routes = [tenant.network, ...(hasIpv6 ? await readIpv6Routes(tx, input.id) : [])];
    return { addresses, network: tenant.network, routes, gateways: reachable };
  });
}

/**
 * Where a device with an IPv6 address reaches others: the tenant has no range of that family, so the /64 of each device's
 * address, and the networks behind other devices but for a default route.
 */
async function readIpv6Routes(tx: TenantTx, deviceId: string): Promise<string[]> {
  const rows = await tx.execute<{ network: string }>(sql`
    select distinct (case when ${deviceAddresses.routed} then ${deviceAddresses.network}::inet
      else network(set_masklen(${deviceAddresses.network}::inet, 64)) end)::cidr::text as network
    from ${deviceAddresses}
    where ${deviceAddresses.tenantId} = ${tx.tenantId} and family(${deviceAddresses.network}) = 6
      and masklen(${deviceAddresses.network}) > 0
      and not (${deviceAddresses.routed} and ${deviceAddresses.deviceId} = ${deviceId})
    order by network limit ${routesMax}`);
  return rows.map(({ network }) => network);
}
