import { isIPv6 } from "node:net";

/**
 * What counts as one sender: an IPv4 address, or the /64 of an IPv6 address, since whoever has one of those has all 2⁶⁴
 * of them (RFC 6177). IPv4 in IPv6's clothes counts as IPv4.
 */
export function addressBlock(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  const [head = "", tail] = address.split("%", 1)[0]?.split("::") ?? [];
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  // A dotted tail stands for two groups; it can only lie in the half that is cut off.
  const written = front.length + back.length + (address.includes(".") ? 1 : 0);
  const groups = tail === undefined ? front : [...front, ...Array.from({ length: 8 - written }, () => "0"), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
