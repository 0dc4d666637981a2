import type { InterfacePeer } from "./read-dump.ts";

/** The arguments of `wg set <interface>`, one list for each peer. */
export interface PeersPlan {
  readonly removals: readonly string[][];
  readonly settings: readonly string[][];
}

/**
 * The difference between the interface and what is wanted.
 * A peer that is added gets its last endpoint, where known, and a keep-alive: the gateway then shakes hands at once,
 * while a client that believes in its old session would take fifteen seconds to. The first difference after that
 * takes the keep-alive away, for it would call peers that have long gone.
 */
export function planPeers(
  has: readonly InterfacePeer[],
  wanted: ReadonlyMap<string, readonly string[]>,
  lastEndpoint: (publicKey: string) => string | undefined,
): PeersPlan {
  const present = new Map(has.map((peer) => [peer.publicKey, peer]));
  const removals = has
    .filter(({ publicKey }) => !wanted.has(publicKey))
    .map(({ publicKey }) => ["peer", publicKey, "remove"]);
  const settings = [...wanted].flatMap(([publicKey, allowedIps]) => {
    const peer = present.get(publicKey);
    const changes = peer ? changesOf(peer, allowedIps) : additionOf(allowedIps, lastEndpoint(publicKey));
    return changes.length > 0 ? [["peer", publicKey, ...changes]] : [];
  });
  return { removals, settings };
}

function additionOf(allowedIps: readonly string[], endpoint: string | undefined): string[] {
  const call = endpoint ? ["endpoint", endpoint, "persistent-keepalive", "25"] : [];
  return ["allowed-ips", allowedIps.join(","), ...call];
}

function changesOf(peer: InterfacePeer, allowedIps: readonly string[]): string[] {
  return [
    ...(isSame(peer.allowedIps, allowedIps) ? [] : ["allowed-ips", allowedIps.join(",")]),
    ...(peer.keepsAlive ? ["persistent-keepalive", "off"] : []),
  ];
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((address) => others.includes(address));
}
