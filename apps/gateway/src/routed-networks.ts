import { networkBits } from "./wireguard/network-bits.ts";

/** The networks of peers that the interface's own prefix does not cover, by public key; peers without any are left out. */
export type NetworksOf = (
  peers: ReadonlyMap<string, readonly string[]>,
  address: string,
) => ReadonlyMap<string, readonly string[]>;

/**
 * Keeps what it found for each peer's list, because a change leaves the lists of all other peers as they are: of a hundred
 * thousand addresses, only new ones are looked at.
 */
export function routedNetworks(): NetworksOf {
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
