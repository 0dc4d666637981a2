import { deviceAddresses, devices } from "@portcullis/db/schema/devices";
import type { TenantTx } from "@portcullis/db/tenant";
import { and, eq, sql } from "drizzle-orm";
import type { DumpedPeer } from "./parse-dump.ts";
import type { NamedDevice } from "./read-device-names.ts";

interface ExistingDevice {
  readonly userId: string;
  readonly name: string;
  readonly allowedIps: readonly string[];
}

export async function findDeviceByKey(tx: TenantTx, publicKey: string): Promise<ExistingDevice | undefined> {
  const [device] = await tx
    .select({
      userId: devices.userId,
      name: devices.name,
      // The builder leaves the table's name off in a query of one table.
      allowedIps: sql<string[]>`array(select a.network::text from device_addresses a
        where a.tenant_id = devices.tenant_id and a.device_id = devices.id)`,
    })
    .from(devices)
    .where(and(eq(devices.tenantId, tx.tenantId), eq(devices.publicKey, publicKey)));
  return device;
}

/** Which of these networks have an owner, and who. One network is one peer's, as in WireGuard itself; nesting is allowed. */
export async function findTakenNetworks(
  tx: TenantTx,
  networks: readonly string[],
): Promise<{ network: string; deviceName: string }[]> {
  return tx
    .select({ network: sql<string>`${deviceAddresses.network}::text`, deviceName: devices.name })
    .from(deviceAddresses)
    .innerJoin(devices, and(eq(devices.tenantId, deviceAddresses.tenantId), eq(devices.id, deviceAddresses.deviceId)))
    .where(
      and(
        eq(deviceAddresses.tenantId, tx.tenantId),
        sql`${deviceAddresses.network} = any(${sql.param([...networks])}::cidr[])`,
      ),
    )
    .limit(1);
}

/** What the dump says otherwise; the record stays as it is. */
export function describeDifference(existing: ExistingDevice, peer: DumpedPeer, named: NamedDevice): string {
  const inDump = new Set(peer.allowedIps);
  const sameAddresses = existing.allowedIps.length === inDump.size && existing.allowedIps.every((ip) => inDump.has(ip));
  return [
    existing.name === named.name ? "" : `; it is called ${existing.name} here`,
    sameAddresses ? "" : `; it has ${existing.allowedIps.join(", ") || "no address"} here`,
  ].join("");
}
