import type { Peer, PeersEvent } from "@portcullis/domain/gateway";
import type { PeersAtOnce, UserPeer } from "@portcullis/services/gateway/read-peers";

type PeersChange = Extract<PeersEvent, { kind: "change" }>;

/** What one agent has been told so far, by user: the ground on which only differences are sent. */
export class PeerLedger {
  #told = new Map<string, ReadonlyMap<string, string>>();

  /** Begins anew with everything there is. */
  begin(all: PeersAtOnce): Peer[] {
    this.#told = byUser(all.peers);
    return all.peers.map(toPeer);
  }

  /**
   * The difference to what has been told, or undefined for none that is worth an event.
   * @param userIds whom the reading is about; left out, it is about everybody
   */
  update(read: PeersAtOnce, userIds?: readonly string[]): PeersChange | undefined {
    const now = byUser(read.peers);
    const users = userIds ?? new Set([...now.keys(), ...this.#told.keys()]);
    const set: Peer[] = [];
    const remove: string[] = [];
    for (const userId of users) {
      const before = this.#told.get(userId);
      const after = now.get(userId);
      for (const [publicKey, allowedIps] of after ?? []) {
        if (before?.get(publicKey) !== allowedIps) set.push({ publicKey, allowedIps: listed(allowedIps) });
      }
      for (const publicKey of before?.keys() ?? []) if (!after?.has(publicKey)) remove.push(publicKey);
      if (after) this.#told.set(userId, after);
      else this.#told.delete(userId);
    }
    // A key that moved from one user to another is set, wherever in the walk it was taken away.
    const kept = new Set(set.map((peer) => peer.publicKey));
    const gone = remove.filter((publicKey) => !kept.has(publicKey));
    if (set.length + gone.length + read.toConfirm.length === 0) return undefined;
    return { kind: "change", set, remove: gone, toConfirm: [...read.toConfirm] };
  }
}

const toPeer = ({ publicKey, allowedIps }: UserPeer): Peer => ({ publicKey, allowedIps });

/** Addresses as one string: compared as a whole, and small to keep. */
function byUser(peers: readonly UserPeer[]): Map<string, Map<string, string>> {
  const users = new Map<string, Map<string, string>>();
  for (const { userId, publicKey, allowedIps } of peers) {
    const keys = users.get(userId) ?? new Map<string, string>();
    users.set(userId, keys.set(publicKey, allowedIps.join()));
  }
  return users;
}

const listed = (allowedIps: string) => (allowedIps === "" ? [] : allowedIps.split(","));
