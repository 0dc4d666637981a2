import type { PeersEvent } from "@portcullis/domain/gateway";
import { wakeUpSignal } from "@portcullis/runtime/wake-up-signal";
import type { Logger } from "pino";
import { countPeers, measured } from "./metrics.ts";
import { networkBits } from "./wireguard/plan-routes.ts";
import type { InterfacePeer, InterfaceState } from "./wireguard/read-dump.ts";
import type { WireGuard } from "./wireguard/wireguard.ts";

/** How long a peer made by hand lasts, or what a failed `wg` left undone, in milliseconds. */
const againMs = 10_000;
/** After a failure, sooner: access may still have to be taken away. */
const retryMs = 1_000;

/** Peers that went and are remembered until there is something to confirm, some 200 bytes each. */
const goneMax = 10_000;

interface KeepParts {
  readonly wireGuard: WireGuard;
  readonly log: Logger;
  /** The interface has what the events that named these changes asked for; with the peers that went since the last call. */
  readonly onApplied: (toConfirm: readonly string[], removed: readonly InterfacePeer[]) => void;
}

export interface InterfaceKeeper {
  /** Whether the interface is there and took what it was last told. */
  readonly isHealthy: () => boolean;
  /** Whether it has, since the start, been brought to what the console says. */
  readonly hasAgreed: () => boolean;
  readonly hear: (event: PeersEvent) => void;
  /** Takes all peers away, until the console is heard again. */
  readonly clear: () => void;
  /** Ends after the change in hand, and leaves the interface and its peers as they are. */
  readonly stop: () => Promise<void>;
}

/**
 * Moves the interface until it agrees with what the console last said: at each event, and every ten seconds against what
 * the interface really has. Before the console has said anything it changes nothing, so a restart cuts nobody off.
 */
export function keepInterface({ wireGuard, log, onApplied }: KeepParts): InterfaceKeeper {
  const { notify, waitFor } = wakeUpSignal();
  let wanted: Wanted | undefined;
  const toConfirm: string[] = [];
  const gone = new Map<string, InterfacePeer>();
  const stopping = new AbortController();
  const networksOf = routedNetworks();
  let unrouted: ReadonlyMap<string, string> = new Map();
  let hasFailed = false;
  let hasAgreed = false;

  async function agree(): Promise<void> {
    if (!wanted) return;
    const { address, peers } = wanted;
    // Read together: an event that comes while `wg` runs is the next round's.
    const ids = toConfirm.splice(0);
    try {
      // It may have been taken down by hand, or with the process that held it.
      if (hasFailed) await wireGuard.open();
      const state = await measured(() => wireGuard.applyPeers(peers));
      hasAgreed = true;
      countPeers(state.peers.length);
      log.debug({ peers: state.peers.length, confirming: ids.length }, "the peers are applied");
      // Whoever waits for the end of an access does not wait for an address.
      for (const peer of state.removed ?? []) if (gone.size < goneMax) gone.set(peer.publicKey, peer);
      if (ids.length > 0) {
        onApplied(ids.splice(0), [...gone.values()]);
        gone.clear();
      }
      if (address) await wireGuard.setAddress(address);
      await route(wanted, state);
      if (hasFailed) log.info("the interface has the console's peers again");
      hasFailed = false;
    } catch (error) {
      hasFailed = true;
      toConfirm.unshift(...ids);
      log.error({ err: error }, "the console's peers could not be applied to the interface");
    }
  }

  /** What cannot be routed is no failure: everybody has the access that they should, and it is told once. */
  async function route({ address, peers }: Wanted, state: InterfaceState): Promise<void> {
    const networks = address ? networksOf(peers, address) : undefined;
    const refused = await wireGuard.setRoutes(
      state.peers.flatMap(({ publicKey, endpoint }) =>
        (networks?.get(publicKey) ?? []).map((network) => ({ network, endpoint })),
      ),
    );
    for (const [network, reason] of refused) {
      if (unrouted.get(network) !== reason) log.warn({ network }, `${network} is not routed to its device: ${reason}`);
    }
    unrouted = refused;
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await agree();
      await waitFor(hasFailed ? retryMs : againMs);
    }
  }

  const running = run();
  return {
    isHealthy: () => !hasFailed,
    hasAgreed: () => hasAgreed,
    hear(event) {
      if (event.kind === "still") return;
      wanted = wantedAfter(wanted, event);
      toConfirm.push(...event.toConfirm);
      notify();
    },
    clear() {
      wanted = nobody;
      notify();
    },
    async stop() {
      stopping.abort();
      notify();
      await running;
    },
  };
}

/** The networks of peers that the interface's own prefix does not cover, by public key; peers without any are left out. */
type NetworksOf = (
  peers: ReadonlyMap<string, readonly string[]>,
  address: string,
) => ReadonlyMap<string, readonly string[]>;

/**
 * Keeps what it found for each peer's list, because a change leaves the lists of all other peers as they are: of a hundred
 * thousand addresses, only new ones are looked at.
 */
function routedNetworks(): NetworksOf {
  let known = new WeakMap<readonly string[], readonly string[]>();
  let knownFor: string | undefined;
  return (peers, address) => {
    if (address !== knownFor) known = new WeakMap();
    knownFor = address;
    const own = networkBits(address);
    const routed = new Map<string, readonly string[]>();
    for (const [publicKey, allowedIps] of peers) {
      const networks = known.get(allowedIps) ?? allowedIps.filter((network) => !networkBits(network).startsWith(own));
      known.set(allowedIps, networks);
      if (networks.length > 0) routed.set(publicKey, networks);
    }
    return routed;
  };
}

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
