import { createHash } from "node:crypto";
import type { InterfaceState } from "../wireguard/read-dump.ts";
import type { WireGuard } from "../wireguard/wireguard.ts";
import { peerAt, type SimulatedPeer } from "./simulated-peer.ts";

interface SimulatedOptions {
  /** Two interfaces with one seed have the same key and the same devices' habits. */
  readonly seed: string;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * A WireGuard interface that exists in this process alone: it keeps its peers in memory, lets a share of them come and go, and
 * counts traffic that nobody sends. It knows no tool of the host, so it cannot touch a real interface.
 */
export function simulatedWireGuard({ seed, now = Date.now }: SimulatedOptions): WireGuard {
  const peers = new Map<string, SimulatedPeer>();
  // Nobody has the private key to it.
  const publicKey = createHash("sha256").update(`portcullis simulated gateway/${seed}`).digest("base64");
  const state = (): InterfaceState => {
    const at = now();
    return { publicKey, listenPort: 51_820, peers: [...peers.values()].map((peer) => peerAt(peer, seed, at)) };
  };
  return {
    open: async () => {},
    read: async () => state(),
    async applyPeers(wanted) {
      const removed = state().peers.filter(({ publicKey: key }) => !wanted.has(key));
      for (const { publicKey: key } of removed) peers.delete(key);
      for (const [key, allowedIps] of wanted) {
        peers.set(key, { publicKey: key, allowedIps, addedAt: peers.get(key)?.addedAt ?? now() });
      }
      const applied = { ...state(), removed };
      return applied;
    },
    setAddress: async () => {},
    setRoutes: async () => new Map(),
  };
}
