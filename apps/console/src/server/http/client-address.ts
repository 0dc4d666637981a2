import type { IncomingMessage } from "node:http";
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

/**
 * Reads TRUSTED_PROXIES: addresses and CIDR ranges between commas. What cannot be read is refused with a sentence; leaving it
 * out quietly would count every user as one sender.
 */
export function trustedProxies(list: string, refuse: (message: string) => void): readonly Range[] {
  const ranges: Range[] = [];
  for (const item of list.split(",").map((part) => part.trim())) {
    if (item === "") continue;
    const range = readRange(item);
    if (range) ranges.push(range);
    else refuse(`TRUSTED_PROXIES: "${item}" is neither an IP address nor a range such as 10.0.0.0/8.`);
  }
  return ranges;
}

function readRange(item: string): Range | undefined {
  try {
    if (item.includes("/")) return ipaddr.parseCIDR(item);
    const address = ipaddr.process(item);
    return [address, address.kind() === "ipv4" ? 32 : 128];
  } catch {
    return undefined;
  }
}

/**
 * Who sent a request: the other end of the socket, unless that is a trusted proxy; then the nearest address in
 * X-Forwarded-For that is none. Everything further left was written by whoever sent it.
 */
export function clientAddress(request: IncomingMessage, trusted: readonly Range[]): string {
  const socket = request.socket.remoteAddress ?? "";
  if (!ipaddr.isValid(socket)) return "unknown";
  let nearest = ipaddr.process(socket);
  const forwarded = request.headersDistinct["x-forwarded-for"]?.join(",").split(",") ?? [];
  for (const hop of forwarded.toReversed()) {
    const claimed = hop.trim();
    if (!isTrusted(nearest, trusted) || !ipaddr.isValid(claimed)) break;
    nearest = ipaddr.process(claimed);
  }
  return nearest.toString();
}

function isTrusted(address: Address, trusted: readonly Range[]): boolean {
  return trusted.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits));
}
