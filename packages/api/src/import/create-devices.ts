import { recordAudits } from "@portcullis/db/audit";
import { newId } from "@portcullis/db/ids";
import { notify } from "@portcullis/db/notify";
import type { TenantTx } from "@portcullis/db/tenant";
import type { DeviceCause } from "@portcullis/domain/device/device";
import type { Platform } from "@portcullis/domain/device/platform";
import type { Timestamp } from "@portcullis/domain/timestamp";
import { sql } from "drizzle-orm";
import ipaddr from "ipaddr.js";
import { operator } from "../tenant/operator.ts";
import { type DeviceNetworks, type DumpedPeer, splitNetworks } from "./parse-dump.ts";
import type { NamedDevice } from "./read-device-names.ts";
import type { ExistingDevice, ImportUser } from "./read-import-state.ts";
import { type Decision, decide, type Note } from "./run-batch.ts";

export interface NewDevice extends DeviceNetworks {
  readonly userId: string;
  readonly name: string;
  readonly platform: Platform;
  readonly publicKey: string;
  readonly lastConnection: Timestamp | null;
  readonly cause: DeviceCause | null;
}

/**
 * Writes devices with their networks and audit events, a batch in as many statements as one takes, and tells the gateways.
 * The caller holds their users' locks and that of the addresses.
 * @returns the public keys; one that somebody else registered meanwhile is not among them
 */
export async function createDevices(tx: TenantTx, devices: readonly NewDevice[]): Promise<ReadonlySet<string>> {
  if (devices.length === 0) return new Set();
  const rows = devices.map((device) => ({ ...device, id: newId() }));
  const created = await tx.execute<{ id: string }>(sql`
    insert into devices (tenant_id, id, user_id, name, platform, public_key, last_connection, cause, deactivated_at)
    select ${tx.tenantId}, d.id, d."userId", d.name, d.platform, d."publicKey", d."lastConnection", d.cause,
      case when d.cause is not null then now() end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id uuid, "userId" uuid, name text, platform text,
      "publicKey" text, "lastConnection" timestamptz, cause text)
    on conflict (tenant_id, public_key) do nothing
    returning id`);
  const ids = new Set(created.map(({ id }) => id));
  const made = rows.filter(({ id }) => ids.has(id));
  const networks = made.flatMap(({ id, addresses, routed }) => [
    ...addresses.map((network) => ({ id, network, routed: false })),
    ...routed.map((network) => ({ id, network, routed: true })),
  ]);
  await Promise.all([
    tx.execute(sql`
      insert into device_addresses (tenant_id, network, device_id, routed)
      select ${tx.tenantId}, n.network, n.id, n.routed
      from jsonb_to_recordset(${JSON.stringify(networks)}::jsonb) as n(id uuid, network cidr, routed boolean)`),
    moveLastConnections(tx, made),
    recordAudits(
      tx,
      made.map(({ id, userId, name, platform }) => ({
        action: "device.registered",
        actor: operator,
        target: { kind: "device", id },
        subjectId: userId,
        details: { after: { name, platform } },
      })),
    ),
  ]);
  const userIds = [...new Set(made.map(({ userId }) => userId))];
  await notify(tx, ...userIds.map((userId) => ({ userId })));
  return new Set(made.map(({ publicKey }) => publicKey));
}

/** A person was last connected when one of their devices was. */
async function moveLastConnections(tx: TenantTx, devices: readonly NewDevice[]): Promise<void> {
  const seen = devices.filter(({ lastConnection }) => lastConnection !== null);
  if (seen.length === 0) return;
  const timestamps = seen.map(({ userId, lastConnection }) => ({ id: userId, at: lastConnection }));
  await tx.execute(sql`
    update users u set last_connection = greatest(u.last_connection, s.at)
    from (select m.id, max(m.at) as at
      from jsonb_to_recordset(${JSON.stringify(timestamps)}::jsonb) as m(id uuid, at timestamptz) group by m.id) s
    where u.tenant_id = ${tx.tenantId} and u.id = s.id`);
}

/** A peer of the dump, and whose it is by the file of the names. */
export interface NamedPeer {
  readonly line: number;
  readonly peer: DumpedPeer;
  readonly named: NamedDevice;
}

export const skipped = (text: string, kind = text): Decision => decide("skipped", { text, kind });

export interface KnownOfPeer {
  readonly existing: ExistingDevice | undefined;
  /** The gateway that has this key. */
  readonly gateway: string | undefined;
  /** The line of the dump that had this key before. */
  readonly earlierLine: number | undefined;
  /** The device that has a network. */
  readonly holderOf: (network: string) => string | undefined;
}

/** Why a peer does not become a device; undefined: it does. */
export function decideKnown({ peer, named }: NamedPeer, user: ImportUser, known: KnownOfPeer): Decision | undefined {
  const { existing, gateway, earlierLine, holderOf } = known;
  if (gateway !== undefined) {
    return skipped(`publicKey: this is the key of the gateway ${gateway}`, "publicKey: this is a gateway's key");
  }
  if (earlierLine !== undefined) {
    return decide("unchanged", {
      text: `exists: line ${earlierLine} has the same key`,
      kind: "several lines with the same key",
    });
  }
  if (existing && existing.userId !== user.id) return skipped("publicKey: this is another user's device");
  if (existing) {
    const difference = describeDifference(existing, peer, named);
    return decide("unchanged", {
      text: `exists${difference}`,
      kind: difference ? "exists, with differences" : "exists",
    });
  }
  const taken = peer.allowedIps.find((network) => holderOf(network) !== undefined);
  if (taken === undefined) return undefined;
  return skipped(
    `allowedIps: ${taken} belongs to the device ${holderOf(taken)}`,
    "allowedIps: belongs to another device",
  );
}

/** What the dump says otherwise; the record stays as it is. */
function describeDifference(existing: ExistingDevice, peer: DumpedPeer, named: NamedDevice): string {
  const inDump = new Set(peer.allowedIps);
  const sameAddresses = existing.allowedIps.length === inDump.size && existing.allowedIps.every((ip) => inDump.has(ip));
  return [
    existing.name === named.name ? "" : `; it is called ${existing.name} here`,
    sameAddresses ? "" : `; it has ${existing.allowedIps.join(", ") || "no address"} here`,
  ].join("");
}

export function toDevice({ peer, named }: NamedPeer, user: ImportUser, range: string): NewDevice {
  return {
    ...splitNetworks(peer.allowedIps, range),
    userId: user.id,
    name: named.name,
    platform: named.platform,
    publicKey: peer.publicKey,
    lastConnection: peer.lastConnection,
    cause: user.status === "inactive" ? "user_deactivated" : null,
  };
}

/** What to say of a device that comes in: its state, what lies behind it, and what is not taken over. */
export function describeDevice(
  { peer }: NamedPeer,
  { cause, addresses, routed }: NewDevice,
  of: { readonly user: ImportUser; readonly count: number; readonly range: string },
): Note[] {
  const { user, count, range } = of;
  const wide = routed.find((network) => covers(network, range));
  const notes: (Note | false)[] = [
    { text: cause ? "deactivated, because the user is deactivated" : "on" },
    user.status === "pending" && { text: "without access until the user accepts the invitation" },
    addresses.length === 0 && { text: "has no address" },
    routed.length > 0 && { text: `routes ${routed.join(", ")}`, kind: "routes networks behind it" },
    wide !== undefined && {
      text: `WARNING: ${wide} covers the whole range of the tenant, so all traffic without a more specific peer goes to it`,
      kind: "WARNING: a network behind it covers the whole range of the tenant",
    },
    count > user.limit && {
      text: `above the user's limit of ${user.limit} devices`,
      kind: "above the user's limit of devices",
    },
    peer.hasPresharedKey && { text: "WARNING: its preshared key is not imported" },
    peer.hasEndpoint && { text: "its endpoint is not imported" },
    peer.keepaliveSeconds !== null && {
      text: `its keep-alive of ${peer.keepaliveSeconds} s is not imported`,
      kind: "its keep-alive is not imported",
    },
  ];
  return notes.filter((note) => note !== false);
}

/** Whether a network is as wide as the tenant's range and around it. */
function covers(network: string, range: string): boolean {
  const [address, bits] = ipaddr.parseCIDR(network);
  const [start, rangeBits] = ipaddr.parseCIDR(range);
  return address.kind() === start.kind() && bits <= rangeBits && start.match([address, bits]);
}
