import type { InterfacePeer } from "./read-dump.ts";

/** The arguments of `wg set <interface>`, one list for each peer. */
export interface PeersPlan {
  readonly removals: readonly string[][];
  readonly settings: readonly string[][];
}

/**
 * The `wg` arguments that turn the interface's peers into the wanted ones. A new peer gets its last known endpoint and a
 * keep-alive, so that the gateway starts the handshake and nobody waits 15 s for the client; the next plan removes the
 * keep-alive, because it would also contact peers that are gone.
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
