import { planPeers } from "./plan-peers.ts";
import { type AppliedState, type InterfacePeer, type InterfaceState, readDump } from "./read-dump.ts";
import type { RunTool } from "./run-tool.ts";

export interface LastEndpoints {
  readonly of: (publicKey: string) => string | undefined;
  /** What removed peers had; those without an endpoint leave nothing. */
  readonly keep: (peers: readonly InterfacePeer[]) => void;
}

/** Where removed peers were last heard from, `atMost` of them: the one removed first is forgotten first. */
export function lastEndpoints(atMost: number): LastEndpoints {
  const known = new Map<string, string>();
  return {
    of: (publicKey) => known.get(publicKey),
    keep(peers) {
      for (const { publicKey, endpoint } of peers) {
        if (!endpoint) continue;
        // A map keeps the order of insertion; this one is now the newest.
        known.delete(publicKey);
        known.set(publicKey, endpoint);
        const [oldest] = known.keys();
        if (known.size > atMost && oldest) known.delete(oldest);
      }
    },
  };
}

/** Peers in one `wg set`: some 60 kB of arguments, far below what a command may be given. */
const chunk = 500;

/**
 * Leaves the interface with exactly these peers, removals first, and looks afterwards: what it answers was read from the
 * interface, and holds nobody who is not wanted.
 */
export async function applyPeers(
  { run, name, endpoints }: { run: RunTool; name: string; endpoints: LastEndpoints },
  wanted: ReadonlyMap<string, readonly string[]>,
): Promise<AppliedState> {
  const readState = async () => readDump(await run("wg", ["show", name, "dump"]));
  const foreignPeers = ({ peers }: InterfaceState) => peers.filter(({ publicKey }) => !wanted.has(publicKey));

  const before = await readState();
  const removed = foreignPeers(before);
  endpoints.keep(removed);
  const { removals, settings } = planPeers(before.peers, wanted, endpoints.of);
  if (removals.length + settings.length === 0) return before;
  for (const changes of [removals, settings]) {
    for (let start = 0; start < changes.length; start += chunk) {
      await run("wg", ["set", name, ...changes.slice(start, start + chunk).flat()]);
    }
  }
  const after = await readState();
  const [left] = foreignPeers(after);
  if (left) throw new Error(`The peer ${left.publicKey} is still present after it was removed.`);
  return { ...after, removed };
}
