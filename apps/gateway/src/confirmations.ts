import type { InterfacePeer } from "./wireguard/read-dump.ts";

/** Changes whose effect the interface has, and the peers that went with them, until the console knows. */
export interface Confirmations {
  readonly add: (ids: readonly string[], removed: readonly InterfacePeer[]) => void;
  /** So many of them at most, the oldest first. They stay until `delivered`. */
  readonly next: (atMost: number) => string[];
  /** Of the peers that went, so many at most: they are told with the confirmations, and forgotten with the last of these. */
  readonly removed: (atMost: number) => InterfacePeer[];
  readonly delivered: (ids: readonly string[]) => void;
}

/**
 * Kept in memory alone: after a restart of the agent the console, which knows what is unconfirmed, names them again with
 * its first event.
 */
export function confirmations(): Confirmations {
  const open = new Set<string>();
  const gone = new Map<string, InterfacePeer>();
  return {
    add(ids, removed) {
      for (const id of ids) open.add(id);
      for (const peer of removed) gone.set(peer.publicKey, peer);
    },
    removed: (atMost) => [...gone.values()].slice(0, atMost),
    next: (atMost) => [...open].slice(0, atMost),
    delivered(ids) {
      for (const id of ids) open.delete(id);
      if (open.size === 0) gone.clear();
    },
  };
}
