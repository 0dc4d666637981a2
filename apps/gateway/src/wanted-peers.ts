import type { PeersEvent } from "@portcullis/domain/gateway";

/** What the interface is to look like. */
export interface Wanted {
  /** The interface's own, in CIDR form; undefined leaves those that it has. */
  readonly address: string | undefined;
  /** Allowed addresses by public key. */
  readonly peers: ReadonlyMap<string, readonly string[]>;
}

export const nobody: Wanted = { address: undefined, peers: new Map() };

/**
 * What is wanted after an event.
 * @throws {Error} where a change comes before the first whole list: it says nothing about anybody else.
 */
export function wantedAfter(wanted: Wanted | undefined, event: Exclude<PeersEvent, { kind: "still" }>): Wanted {
  if (event.kind === "full") {
    return { address: event.address, peers: new Map(event.peers.map((peer) => [peer.publicKey, peer.allowedIps])) };
  }
  if (!wanted) throw new Error("The console sent a change before a whole list of peers.");
  const peers = new Map(wanted.peers);
  for (const peer of event.set) peers.set(peer.publicKey, peer.allowedIps);
  // Last: where the two should ever disagree about a key, it has no access.
  for (const publicKey of event.remove) peers.delete(publicKey);
  return { ...wanted, peers };
}
