import { deviceAddresses } from "@portcullis/db/schema/devices";
import { gateways } from "@portcullis/db/schema/gateways";
import { tenants } from "@portcullis/db/schema/tenants";
import { type TenantTx, withTenantReadOnly } from "@portcullis/db/tenant";
import { deviceById } from "@portcullis/domain/device/device";
import { deviceConnection } from "@portcullis/domain/gateway";
import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import { useCase } from "../kernel/use-case.ts";
import { readVisibleDevice } from "./get-device.ts";

/** Networks in a configuration at most, besides the tenant's range. */
const routesMax = 50;

/** Gateways in a configuration to choose from. */
const gatewaysMax = 100;

/**
 * What a device's WireGuard configuration is made of, but for the private key, which its owner has. Of one's own device, with
 * `device:read`, or with `device:write`: whoever registers a device for another has its file to hand out.
 * @throws {DomainError} NOT_FOUND
 */
export const readConnection = useCase(
  { access: { own: true, others: ["device:read", "device:write"] }, subject: "device" },
  deviceById,
  deviceConnection,
  async (ctx, input) => {
    const { addresses } = await readVisibleDevice(ctx, input.id, ["device:read", "device:write"]);
    return withTenantReadOnly(ctx.db, ctx.principal.tenantId, async (tx) => {
      const [tenant] = await tx
        .select({ network: tenants.addressRange })
        .from(tenants)
        .where(eq(tenants.id, tx.tenantId));
      if (!tenant) throw new Error("The tenant of the session no longer exists.");
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
      const others = await readOtherNetworks(
        tx,
        input.id,
        addresses.some((address) => address.includes(":")),
      );
      const routes = [tenant.network, ...others];
      return { addresses, network: tenant.network, routes, gateways: reachable };
    });
  },
);

/**
 * The networks behind other devices but for a default route. With an IPv6 address also the /64 of each device's address, as the
 * tenant has no range of that family; without one no network of that family.
 */
async function readOtherNetworks(tx: TenantTx, deviceId: string, hasIpv6: boolean): Promise<string[]> {
  const rows = await tx.execute<{ network: string }>(sql`
    select ${deviceAddresses.network}::text as network
    from ${deviceAddresses}
    join ${tenants} on ${tenants.id} = ${deviceAddresses.tenantId}
    where ${deviceAddresses.tenantId} = ${tx.tenantId} and ${deviceAddresses.routed}
      and ${deviceAddresses.deviceId} <> ${deviceId} and masklen(${deviceAddresses.network}) > 0
      and (${hasIpv6} or family(${deviceAddresses.network}) = 4)
      and not ${deviceAddresses.network}::inet <<= ${tenants.addressRange}::inet
    union
    select network(set_masklen(${deviceAddresses.network}::inet, 64))::text
    from ${deviceAddresses}
    where ${hasIpv6} and ${deviceAddresses.tenantId} = ${tx.tenantId} and not ${deviceAddresses.routed}
      and family(${deviceAddresses.network}) = 6
    order by network limit ${routesMax}`);
  return rows.map(({ network }) => network);
}
