import { gateways } from "@portcullis/db/schema/gateways";
import { tenants } from "@portcullis/db/schema/tenants";
import { withTenant } from "@portcullis/db/tenant";
import type { DeviceById } from "@portcullis/domain/device/device";
import type { DeviceConnection } from "@portcullis/domain/gateway";
import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import type { ServiceContext } from "../context.ts";
import { readVisibleDevice } from "./read-visible-device.ts";

/** Gateways in a configuration to choose from. */
const gatewaysMax = 100;

/**
 * What a device's WireGuard configuration is made of, but for the private key, which its owner has. Of one's own device, with
 * `device:read`, or with `device:write`: whoever registers a device for another has its file to hand out.
 * @throws {DomainError} NOT_FOUND
 */
export async function readConnection(ctx: ServiceContext, input: DeviceById): Promise<DeviceConnection> {
  const { allowedIps: addresses } = await readVisibleDevice(ctx, input.id, ["device:read", "device:write"]);
  return withTenant(ctx.db, ctx.principal.tenantId, async (tx) => {
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
    return { addresses, network: tenant.network, gateways: reachable };
  });
}
