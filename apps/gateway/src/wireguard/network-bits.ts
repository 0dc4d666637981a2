import ipaddr from "ipaddr.js";

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
export const areOverlapping = (some: string, other: string): boolean =>
  some.startsWith(other) || other.startsWith(some);
