import ipaddr from "ipaddr.js";

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
 * Tells a peer's own addresses from the networks behind it. An address is one host (/32, /128). Where one lies in the
 * tenant's range, an IPv4 host outside that range is one behind the device.
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
