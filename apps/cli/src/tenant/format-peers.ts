import type { Peer } from "@portcullis/domain/gateway";

/** `[Peer]` sections as `wg setconf` and `wg syncconf` read them (wg(8), "configuration file format"). */
export function formatPeers(peers: readonly Peer[]): string {
  return peers.map(formatPeer).join("");
}

function formatPeer({ publicKey, allowedIps }: Peer): string {
  const addresses = allowedIps.length > 0 ? `AllowedIPs = ${allowedIps.join(", ")}\n` : "";
  return `[Peer]\nPublicKey = ${publicKey}\n${addresses}\n`;
}
