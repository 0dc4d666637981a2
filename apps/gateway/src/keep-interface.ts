import type { PeersEvent } from "@portcullis/domain/gateway";
import { wakeUpSignal } from "@portcullis/runtime/wake-up-signal";
import type { Logger } from "pino";
import { countPeers, measured } from "./metrics.ts";
import { routedNetworks } from "./routed-networks.ts";
import { nobody, type Wanted, wantedAfter } from "./wanted-peers.ts";
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
