import type { InterfacePeer } from "./read-dump.ts";

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
