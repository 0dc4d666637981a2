import { publicKey } from "@portcullis/domain/device/public-key";
import { badRequest } from "@portcullis/domain/errors";
import { type Timestamp, toTimestamp } from "@portcullis/domain/timestamp";
import ipaddr from "ipaddr.js";
import { describeForeignDump, headLength } from "./foreign-files.ts";
import { decodeText, lineMaxLength, readLines } from "./read-csv.ts";

/** A peer of an existing network, without its secrets. */
export interface DumpedPeer {
  readonly publicKey: string;
  /** CIDR form, host bits cleared. */
  readonly allowedIps: readonly string[];
  /** Null where there never was a handshake. */
  readonly lastConnection: Timestamp | null;
  /** A key that both ends share besides: it is not taken over. */
  readonly hasPresharedKey: boolean;
  /** Where it was last heard from, or is called: not taken over. */
  readonly hasEndpoint: boolean;
  /** Seconds between two empty packets of the host to it, or null: not taken over. */
  readonly keepaliveSeconds: number | null;
}

/** A peer's line of the dump; `what` is its public key, and "" where the line is not a peer's. Never a secret. */
export type DumpLine = { readonly line: number; readonly what: string } & (
  | { readonly peer: DumpedPeer; readonly fault?: never }
  | { readonly fault: string; readonly peer?: never }
);

export interface Dump {
  /** Of the peers, as they stream in. */
  readonly lines: AsyncIterable<DumpLine>;
  /** The public keys of the interfaces whose peers these are, as far as it was read. */
  readonly interfaceKeys: ReadonlySet<string>;
  /** Interfaces, as far as it was read. */
  readonly interfaces: () => number;
  /** Peers with a key that both ends share, as far as it was read. */
  readonly presharedKeys: () => number;
}

/**
 * Reads the output of `wg show <interface> dump`, of one or several interfaces: tab-separated, a line of four fields per
 * interface (private key, public key, port, fwmark), then one per peer (public key, preshared key, endpoint, allowed IPs,
 * latest handshake in seconds since 1970, received, sent, keep-alive). Private and preshared keys are dropped here (source:
 * wg(8), `show`; wireguard-tools `show.c`, dump_print).
 * @throws {DomainError} BAD_REQUEST `input_invalid` where the text is something else, without repeating any of it
 */
export async function openDump(source: AsyncIterable<Uint8Array>): Promise<Dump> {
  let head = "";
  async function* keepingHead() {
    for await (const text of decodeText(source)) {
      if (head.length < headLength) head += text;
      yield text;
    }
  }
  const written = readLines(keepingHead());
  let first = await written.next();
  while (!first.done && first.value.text?.trim() === "") first = await written.next();
  const fields = first.done ? [] : (first.value.text?.split("\t") ?? []);
  if (fields.length !== 4) {
    // What it is instead, its beginning tells.
    while (head.length < headLength && !(await written.next()).done);
    throw badRequest(
      "input_invalid",
      fields.length === 5
        ? "This is the dump of all interfaces. Use: wg show <interface> dump"
        : describeForeignDump(head),
    );
  }
  const interfaceKeys = new Set([publicKey.safeParse(fields[1]).data ?? ""]);
  let [interfaces, presharedKeys] = [1, 0];
  async function* lines(): AsyncGenerator<DumpLine> {
    for await (const { line, text } of written) {
      if (text?.trim() === "") continue;
      const parts = text?.split("\t");
      if (!parts) yield { line, what: "", fault: `line: longer than ${lineMaxLength} characters` };
      else if (parts.length === 4) {
        interfaces++;
        interfaceKeys.add(publicKey.safeParse(parts[1]).data ?? "");
      } else {
        const parsed = parsePeer(parts, line);
        if (parsed.peer?.hasPresharedKey) presharedKeys++;
        yield parsed;
      }
    }
  }
  return { lines: lines(), interfaceKeys, interfaces: () => interfaces, presharedKeys: () => presharedKeys };
}

function parsePeer(fields: readonly string[], line: number): DumpLine {
  // Only a whole line of a peer begins with a public key; anything else may be a secret.
  if (fields.length !== 8) return { line, what: "", fault: "line: not a peer (eight fields separated by tabs)" };
  const [key = "", presharedKey = "", endpoint = "", allowedIps = "", handshake = "", , , keepalive = ""] = fields;
  if (!publicKey.safeParse(key).success) {
    return { line, what: "", fault: "publicKey: not a WireGuard public key" };
  }
  const at = { line, what: key };
  const networks = parseNetworks(allowedIps);
  if (!networks) return { ...at, fault: "allowedIps: not a list of networks as wg prints them" };
  if (!/^\d{1,15}$/.test(handshake)) return { ...at, fault: "latestHandshake: not a number of seconds" };
  if (!/^(?:off|\d{1,5})$/.test(keepalive)) return { ...at, fault: "persistentKeepalive: not a number of seconds" };
  const seconds = Number(handshake);
  return {
    ...at,
    peer: {
      publicKey: key,
      allowedIps: networks,
      // A clock that runs ahead must not keep a device online.
      lastConnection: seconds === 0 ? null : toTimestamp(Math.min(seconds * 1000, Date.now())),
      hasPresharedKey: presharedKey !== "(none)",
      hasEndpoint: endpoint !== "(none)",
      keepaliveSeconds: Number(keepalive) || null,
    },
  };
}

/** Four decimal numbers without leading zeros: `010` and `0x0a` mean something else to each program. */
const ipv4Network = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})\/(?:0|[1-9]\d?)$/;

/** Networks between commas in CIDR form, as `wg` prints them, each once with its host bits cleared; undefined where one is none. */
export function parseNetworks(list: string): string[] | undefined {
  if (list === "(none)") return [];
  const networks = list.split(",");
  return networks.every(isNetwork) ? [...new Set(networks.map(clearHostBits))] : undefined;
}

/** By family: the library's own search tries IPv6 first, and an exception for each of a hundred thousand takes its time. */
const familyOf = (network: string) => (network.includes(":") ? ipaddr.IPv6 : ipaddr.IPv4);

const isNetwork = (text: string) => (text.includes(":") || ipv4Network.test(text)) && familyOf(text).isValidCIDR(text);

/** PostgreSQL's `cidr` refuses bits to the right of the mask; WireGuard clears them too. */
function clearHostBits(network: string): string {
  const family = familyOf(network);
  const [address, bits] = family.parseCIDR(network);
  return `${family.networkAddressFromCIDR(`${address.toString()}/${bits}`).toString()}/${bits}`;
}

export interface DeviceNetworks {
  /** What the device itself has: its configuration says `Address = …`. */
  readonly addresses: readonly string[];
  /** What lies behind it. Gateways route both to it. */
  readonly routed: readonly string[];
}

/**
 * Separates a peer's own addresses, which are single hosts (/32, /128), from the networks behind it. If one of its hosts
 * lies in the tenant's range, hosts of the same address family outside the range count as behind the device.
 */
export function splitNetworks(networks: readonly string[], range: string): DeviceNetworks {
  const tenant = familyOf(range).parseCIDR(range);
  const isHost = (network: string) => network.endsWith(network.includes(":") ? "/128" : "/32");
  const isInside = (network: string) => {
    const [address] = familyOf(network).parseCIDR(network);
    return address.kind() === tenant[0].kind() && address.match(tenant);
  };
  const hasPlace = networks.some((network) => isHost(network) && isInside(network));
  const isOwn = (network: string) =>
    isHost(network) && (isInside(network) || network.includes(":") !== range.includes(":") || !hasPlace);
  return {
    addresses: networks.filter(isOwn),
    routed: networks.filter((network) => !isOwn(network)),
  };
}
