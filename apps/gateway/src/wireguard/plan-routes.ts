import ipaddr from "ipaddr.js";
import { type HostRoute, routeProtocol } from "./read-routes.ts";

/**
 * Family and prefix of a network in CIDR form, or of one address, as text: `4` or `6`, then a digit for each bit of the prefix. A
 * network covers another where its text begins the other's; a default route is the family alone.
 */
export function networkBits(network: string): string {
  const [address = "", length] = network.split("/");
  // By family: the library's own search tries IPv6 first, with an exception for each IPv4 address.
  const isIpv6 = address.includes(":");
  const bytes = (isIpv6 ? ipaddr.IPv6 : ipaddr.IPv4).parse(address).toByteArray();
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (isIpv6 ? "6" : "4") + bits.slice(0, length === undefined ? bits.length : Number(length));
}

/** Whether two networks have an address in common: one covers the other then. */
const areOverlapping = (some: string, other: string): boolean => some.startsWith(other) || other.startsWith(some);

/** A network that a peer is let in with and that the interface's own prefix does not cover. */
export interface RoutedNetwork {
  readonly network: string;
  /** Where its peer was last heard from, address and port. */
  readonly endpoint: string | null;
}

export interface RoutesPlan {
  /** Lines of `ip -batch`, removals first. */
  readonly removals: readonly string[];
  readonly additions: readonly { readonly network: string; readonly line: string }[];
  /** Networks that get no route, and why, as the end of a sentence. */
  readonly refused: ReadonlyMap<string, string>;
}

/** Networks that no route of the agent may share an address with, whatever this host has. */
const reserved = [
  ["0.0.0.0/8", "this host itself"],
  ["127.0.0.0/8", "loopback"],
  ["169.254.0.0/16", "link-local"],
  ["224.0.0.0/3", "multicast and reserved"],
  ["::/127", "loopback"],
  ["fe80::/10", "link-local"],
  ["ff00::/8", "multicast"],
].map(([network = "", kind]) => ({ bits: networkBits(network), text: `${network}, which is ${kind}` }));

/**
 * The difference between the host's routes and the wanted ones; only the agent's own routes are removed, and a manual route to
 * the same network through the interface is accepted. A network gets no route if the host reaches it, or a part of it, another
 * way: the tunnel itself runs over those routes.
 */
export function planRoutes(name: string, wanted: readonly RoutedNetwork[], has: readonly HostRoute[]): RoutesPlan {
  const here = has.filter(({ device, isInMain }) => device === name && isInMain);
  const elsewhere = has.filter(({ device }) => device !== name);
  const direct = [
    ...reserved,
    ...elsewhere
      .filter(({ isDirect }) => isDirect)
      .map(({ bits, network, device }) => ({ bits, text: `${network}, which this host reaches through ${device}` })),
  ];
  const taken = new Map(elsewhere.map(({ bits, device }) => [bits, device]));
  const present = new Set(here.map(({ bits }) => bits));
  const kept = new Set<string>();
  const refused = new Map<string, string>();
  const additions: { network: string; line: string }[] = [];

  const faultOf = (bits: string, endpoint: string | null): string | undefined => {
    if (bits.length === 1) return "it is a default route";
    const shared = direct.find((other) => areOverlapping(bits, other.bits));
    if (shared) return `it overlaps ${shared.text}`;
    if (taken.has(bits)) return `this host has another route to it, through ${taken.get(bits) ?? "no interface"}`;
    // What the gateway sends to the device would go to the device.
    const isInside = endpoint !== null && bitsOfEndpoint(endpoint).startsWith(bits);
    return isInside ? "the address at which its device is reached is inside it" : undefined;
  };

  for (const { network, endpoint } of wanted) {
    const bits = networkBits(network);
    const fault = faultOf(bits, endpoint);
    if (fault !== undefined) refused.set(network, fault);
    else {
      if (!present.has(bits) && !kept.has(bits)) additions.push({ network, line: lineOf("add", network, name) });
      kept.add(bits);
    }
  }
  const removals = here
    .filter(({ isOurs, bits }) => isOurs && !kept.has(bits))
    .map(({ network }) => lineOf("del", network, name));
  return { removals, additions, refused };
}

const lineOf = (verb: string, network: string, name: string) =>
  `route ${verb} ${network} dev ${name} proto ${routeProtocol}`;

/** Of `203.0.113.9:40000` or `[2001:db8::9]:40000`. */
const bitsOfEndpoint = (endpoint: string) =>
  networkBits(endpoint.slice(0, endpoint.lastIndexOf(":")).replace(/^\[(.*)\]$/, "$1"));
