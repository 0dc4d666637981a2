import { z } from "zod";
import { publicKey } from "./device/public-key.ts";
import { id } from "./ids.ts";
import { countedPage, pageInput } from "./page.ts";
import { reasonMaxLength, text } from "./text.ts";
import { type Timestamp, timestamp, timestampInput } from "./timestamp.ts";

export const gatewayName = text(100);

const portMax = 65_535;
const endpointForm = /^(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?):(\d{1,5})$/;

/** Where clients reach the gateway: `vpn.example.com:51820`, `203.0.113.7:51820` or `[2001:db8::7]:51820`. */
export const gatewayEndpoint = text(260).refine((value) => {
  const port = Number(endpointForm.exec(value)?.[1]);
  return port >= 1 && port <= portMax;
}, "A host and a port, such as vpn.example.com:51820.");

/** A gateway that said nothing for this many seconds is shown as silent: two reports missed, and some. */
export const gatewaySilentAfterSeconds = 45;

/** A silence that somebody is called for. */
export const gatewayAlertAfterSeconds = 120;

/** `new`: its agent never reported. `silent`: it did once, but not lately. */
export const gatewayStatuses = ["new", "reporting", "silent"] as const;
export type GatewayStatus = (typeof gatewayStatuses)[number];

export function gatewayStatus(lastReport: Timestamp | null, now: Date): GatewayStatus {
  if (!lastReport) return "new";
  return now.getTime() - Date.parse(lastReport) < gatewaySilentAfterSeconds * 1000 ? "reporting" : "silent";
}

/** What a gateway does with its peers when it cannot reach the console: leave them, or let nobody in after `graceSeconds`. */
export const unreachablePolicies = ["keep", "fail_closed"] as const;
export type UnreachablePolicy = (typeof unreachablePolicies)[number];

/** Seconds without the console that a gateway bears, where the tenant says nothing else. */
export const gatewayGraceDefault = 300;
/** A restart of the console takes less. */
export const gatewayGraceMin = 30;
/** A day. */
export const gatewayGraceMax = 86_400;

/** A gateway's own setting, in the place of the tenant's. */
export const gatewayPolicy = z.strictObject({
  unreachable: z.enum(unreachablePolicies),
  graceSeconds: z.int().min(gatewayGraceMin).max(gatewayGraceMax),
});
export type GatewayPolicy = z.infer<typeof gatewayPolicy>;

/** A WireGuard endpoint of the tenant. What its agent reports is null until the first report. */
export const gatewayItem = z.strictObject({
  id,
  name: z.string(),
  endpoint: z.string(),
  status: z.enum(gatewayStatuses),
  /** The interface's WireGuard key; the private one never leaves the gateway's host. */
  publicKey: z.string().nullable(),
  /** Of the agent. */
  version: z.string().nullable(),
  lastReport: timestamp.nullable(),
  /** Peers on its interface at the last report. */
  peers: z.int().nullable(),
  /** Milliseconds from the newest change that took access away to the gateway's confirmation that its peers are gone. */
  lagMs: z.int().nullable(),
  /** What it does without the console; null: what the tenant's settings say. */
  policy: gatewayPolicy.nullable(),
  /** The same as its agent last said that it has it; null where the agent did not say. */
  appliedPolicy: gatewayPolicy.nullable(),
  /** Since when nobody is let through it; null: it is open. */
  closedAt: timestamp.nullable(),
  /** Changes that took access away which it has not confirmed and nobody has settled, counted no further than the list does. */
  unconfirmed: z.int(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type GatewayItem = z.infer<typeof gatewayItem>;

/** By name. */
export const listGateways = z.strictObject({ ...pageInput });
export type ListGateways = z.infer<typeof listGateways>;
export const gatewayPage = countedPage(gatewayItem);

export const createGateway = z.strictObject({
  name: gatewayName,
  endpoint: gatewayEndpoint,
  /** Left out: the tenant's setting. */
  policy: gatewayPolicy.optional(),
});
export type CreateGateway = z.infer<typeof createGateway>;

export const updateGateway = z.strictObject({
  id,
  name: gatewayName.optional(),
  endpoint: gatewayEndpoint.optional(),
  /** Null: the tenant's setting. */
  policy: gatewayPolicy.nullable().optional(),
  /** The `updatedAt` that the editor saw; another one means CONFLICT `stale_write`. */
  ifUpdatedAt: timestampInput.optional(),
});
export type UpdateGateway = z.infer<typeof updateGateway>;

export const gatewayById = z.strictObject({ id });
export type GatewayById = z.infer<typeof gatewayById>;

/** Settles what a gateway has not confirmed: one change, or without one everything it owes. The gateway may be removed already. */
export const settleGateway = z.strictObject({ id, changeId: id.optional(), reason: text(reasonMaxLength) });
export type SettleGateway = z.infer<typeof settleGateway>;

/** Changes that one call settles at most. */
export const settledAtOnce = 1_000;

/** How many changes were settled, and how many this gateway still has not confirmed. */
export const gatewaySettled = z.strictObject({ settled: z.int(), left: z.int() });
export type GatewaySettled = z.infer<typeof gatewaySettled>;

export const listGatewayConnections = z.strictObject({ id, ...pageInput });
export type ListGatewayConnections = z.infer<typeof listGatewayConnections>;

/** A device without access that may still be connected at a gateway which has not confirmed its removal. */
export const gatewayConnection = z.strictObject({
  deviceId: id,
  /** Null once the device is removed. */
  name: z.string().nullable(),
  publicKey: z.string().nullable(),
  /** Null once erased. */
  user: z.strictObject({ id, name: z.string(), email: z.string() }).nullable(),
  /** When its access ended. */
  since: timestamp,
  /** As the gateway last reported; null where it never heard the device. */
  lastHandshake: timestamp.nullable(),
  endpoint: z.string().nullable(),
});
export type GatewayConnection = z.infer<typeof gatewayConnection>;
export const gatewayConnectionPage = countedPage(gatewayConnection);

/** The token is told here and never again. */
export const gatewayWithToken = z.strictObject({ gateway: gatewayItem, token: z.string() });
export type GatewayWithToken = z.infer<typeof gatewayWithToken>;

export const removedGateway = z.strictObject({ id });

/** One peer of an interface. */
export const peer = z.strictObject({
  publicKey,
  /** CIDR form as `wg` prints it; none for a device that has no address, which WireGuard then lets send nothing. */
  allowedIps: z.array(z.string()),
});
export type Peer = z.infer<typeof peer>;

/**
 * Changes whose effect is in the peers that came with them (a cascade's id, or the id of the audit event where it was one
 * device's): the agent names them in its next report, once applied. Every `full` names all that are still to be confirmed, so an
 * agent that was killed owes nothing that it has forgotten.
 */
const toConfirm = z.array(id);

/**
 * What the agent receives; a stream begins with `full`:
 * - `full`: exactly these peers and no others
 * - `change`: these peers are set or removed, the others stay
 * - `still`: nothing changed, and the stream is alive
 */
export const peersEvent = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("full"),
    /** The interface's own address, with the prefix of the tenant's range. */
    address: z.string(),
    peers: z.array(peer),
    toConfirm,
    /** Seconds without the console after which nobody keeps access; null keeps everybody's. */
    failClosedAfter: z.int().nullable(),
  }),
  z.strictObject({ kind: z.literal("change"), set: z.array(peer), remove: z.array(publicKey), toConfirm }),
  z.strictObject({ kind: z.literal("still") }),
]);
export type PeersEvent = z.infer<typeof peersEvent>;

/** Seconds between two `still` at most. An agent that hears nothing for three of them takes the stream for dead. */
export const stillSeconds = 3;

/** Seconds between two reports of an agent. */
export const reportSeconds = 15;

/** Peers in one report at most; an agent with more sends several. */
export const reportPeersMax = 1_000;
/** Confirmations in one report at most. */
export const reportConfirmedMax = 1_000;

/** Seconds for which peers outlive the gateway's token: long enough to put a new one in place, whatever the policy. */
export const gatewayRefusedSeconds = 300;

/** Seconds that a handshake may lie back: as far as a 32-bit clock counts, which no interface's is older than. */
const handshakeAgoMax = 2 ** 31 - 1;

/** What an interface knows of one peer. */
export const peerReport = z.strictObject({
  publicKey,
  /** Address and port that its last packet came from. */
  endpoint: text(60).nullable(),
  /** Seconds since the last handshake, by the gateway's own clock: clocks of two machines need not agree. */
  handshakeAgo: z.int().min(0).max(handshakeAgoMax).nullable(),
  /** Bytes since the interface has had this peer. */
  received: z.int().min(0),
  sent: z.int().min(0),
});
export type PeerReport = z.infer<typeof peerReport>;

export const agentReport = z.strictObject({
  /** Of the interface. */
  publicKey,
  version: text(40),
  /** Peers on the interface altogether. */
  peerCount: z.int().min(0).max(1_000_000),
  /** Changes whose effect the interface has: from `toConfirm` of an event that was applied. */
  confirmed: z.array(id).max(reportConfirmedMax),
  peers: z.array(peerReport).max(reportPeersMax),
  /** What the interface knew of peers when it let them go, told with the confirmations; an older agent does not. */
  removed: z.array(peerReport).max(reportPeersMax).optional(),
  /** What the agent does without the console: the seconds after which it lets nobody in; null keeps everybody. */
  failClosedAfter: z.int().min(0).nullable().optional(),
});
export type AgentReport = z.infer<typeof agentReport>;

export const reportTaken = z.strictObject({ ok: z.literal(true) });

/** What somebody needs besides their private key to write a device's WireGuard configuration. */
export const deviceConnection = z.strictObject({
  /** The device's own addresses in CIDR form. */
  addresses: z.array(z.string()),
  /** The tenant's range. */
  network: z.string(),
  /** What is routed into the tunnel: the tenant's range, the networks behind other devices, and the other devices' IPv6 networks. */
  routes: z.array(z.string()),
  /** Those that an agent has ever reported for, by name. */
  gateways: z.array(z.strictObject({ id, name: z.string(), endpoint: z.string(), publicKey: z.string() })),
});
export type DeviceConnection = z.infer<typeof deviceConnection>;

/** Ends the version of an agent whose interface is simulated: people must see it wherever they see the gateway. */
const mark = " (simulated)";

/** How such an agent reports its version. */
export const simulatedVersion = (version: string): string => `${version}${mark}`;

export const isSimulatedVersion = (version: string | null): boolean => version?.endsWith(mark) ?? false;
