import type { Peer, PeersEvent } from "@portcullis/domain/gateway";
import type { PeersAtOnce, UserPeer } from "./read-peers.ts";

type PeersChange = Extract<PeersEvent, { kind: "change" }>;

/** What one agent has been told so far, by user: the ground on which only differences are sent. */
export class PeerLedger {
  #sent = new Map<string, ReadonlyMap<string, string>>();
  /** Whose each key was said to be last: one that has moved is not its former user's to take along. */
  #holders = new Map<string, string>();

  /** Begins anew with everything there is. */
  begin(all: PeersAtOnce): Peer[] {
    this.#sent = byUser(all.peers);
    this.#holders = new Map(all.peers.map(({ publicKey, userId }) => [publicKey, userId]));
    return all.peers.map(toPeer);
  }

  /**
   * The difference to what has been told, or undefined for none that is worth an event.
   * @param userIds whom the reading is about; left out, it is about everybody
   */
  update(read: PeersAtOnce, userIds?: readonly string[]): PeersChange | undefined {
    const now = byUser(read.peers);
    const users = [...(userIds ?? new Set([...now.keys(), ...this.#sent.keys()]))];
    // All that came before all that went: a key that moved from one user to another is set, and not taken away.
    const set = users.flatMap((userId) => this.#added(userId, now.get(userId)));
    const remove = users.flatMap((userId) => this.#dropped(userId, now.get(userId)));
    if (set.length + remove.length + read.toConfirm.length === 0) return undefined;
    return { kind: "change", set, remove, toConfirm: [...read.toConfirm] };
  }

  #added(userId: string, after: ReadonlyMap<string, string> = new Map()): Peer[] {
    const before = this.#sent.get(userId);
    const added = [...after].filter(([publicKey, allowedIps]) => before?.get(publicKey) !== allowedIps);
    for (const [publicKey] of added) this.#holders.set(publicKey, userId);
    return added.map(([publicKey, allowedIps]) => ({ publicKey, allowedIps: listed(allowedIps) }));
  }

  #dropped(userId: string, after: ReadonlyMap<string, string> | undefined): string[] {
    const before = this.#sent.get(userId) ?? new Map<string, string>();
    const dropped = [...before.keys()].filter((key) => !after?.has(key) && this.#holders.get(key) === userId);
    for (const publicKey of dropped) this.#holders.delete(publicKey);
    if (after) this.#sent.set(userId, after);
    else this.#sent.delete(userId);
    return dropped;
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
