import { publicKey } from "@portcullis/domain/device/public-key";
import ipaddr from "ipaddr.js";

/** A peer of an existing network, without its secrets. */
export interface DumpedPeer {
  readonly publicKey: string;
  /** CIDR form, host bits cleared. */
  readonly allowedIps: readonly string[];
  /** Null where there never was a handshake. */
  readonly lastConnection: Date | null;
  /** A key that both ends share besides: it is not taken over. */
  readonly hasPresharedKey: boolean;
}

/** A line of the dump; `what` is the public key, as far as there is one. Never a secret. */
export type DumpLine = { readonly line: number; readonly what: string } & (
  | { readonly peer: DumpedPeer; readonly fault?: never }
  | { readonly fault: string; readonly peer?: never }
);

/**
 * Reads the output of `wg show <interface> dump`: tab-separated, first the interface (private key, public key, port,
 * fwmark), then a line per peer (public key, preshared key, endpoint, allowed IPs, latest handshake in seconds since 1970,
 * received, sent, keep-alive). The interface's line and the preshared keys are dropped here and reach nobody.
 * Source: wg(8), `show`; wireguard-tools `show.c`, dump_print.
 * @throws {Error} where the text is something else, without repeating any of it
 */
export function parseDump(text: string): DumpLine[] {
  const lines = text.split(/\r?\n/);
  const interfaceFields = lines[0]?.split("\t").length ?? 0;
  if (interfaceFields === 5) throw new Error("This is the dump of all interfaces. Use: wg show <interface> dump");
  if (interfaceFields !== 4) {
    throw new Error("The first line is not that of an interface. Use the whole output of: wg show <interface> dump");
  }
  return lines.flatMap((line, i) => (i === 0 || line.trim() === "" ? [] : parsePeer(line, i + 1)));
}

function parsePeer(text: string, line: number): DumpLine {
  const [key = "", presharedKey, , allowedIps, handshake, ...rest] = text.split("\t");
  const known = publicKey.safeParse(key);
  if (!known.success) return { line, what: "", fault: "publicKey: not a WireGuard public key" };
  const at = { line, what: key };
  if (allowedIps === undefined || handshake === undefined || rest.length !== 3) {
    return { ...at, fault: "line: not that of a peer (eight fields between tabs)" };
  }
  const networks = parseNetworks(allowedIps);
  if (!networks) return { ...at, fault: "allowedIps: not a list of networks" };
  if (!/^\d{1,15}$/.test(handshake)) return { ...at, fault: "latestHandshake: not a number of seconds" };
  const seconds = Number(handshake);
  return {
    ...at,
    peer: {
      publicKey: key,
      allowedIps: networks,
      // A clock that runs ahead must not keep a device online.
      lastConnection: seconds === 0 ? null : new Date(Math.min(seconds * 1000, Date.now())),
      hasPresharedKey: presharedKey !== "(none)",
    },
  };
}

function parseNetworks(list: string): string[] | undefined {
  if (list === "(none)") return [];
  const networks = list.split(",");
  if (!networks.every((network) => ipaddr.isValidCIDR(network))) return undefined;
  return [...new Set(networks.map(normalise))];
}

/** PostgreSQL's `cidr` refuses bits to the right of the mask; WireGuard clears them too. */
function normalise(network: string): string {
  const [address, bits] = ipaddr.parseCIDR(network);
  const cleared = `${address.toString()}/${bits}`;
  return address.kind() === "ipv4"
    ? `${ipaddr.IPv4.networkAddressFromCIDR(cleared).toString()}/${bits}`
    : `${ipaddr.IPv6.networkAddressFromCIDR(cleared).toString()}/${bits}`;
}
