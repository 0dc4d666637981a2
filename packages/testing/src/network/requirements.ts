import { access } from "node:fs/promises";
import { command } from "./namespace.ts";

const commands = ["ip", "wg", "wg-quick", "wireguard-go"];

/** @throws {Error} where this host cannot lay a WireGuard network, with all that it lacks: such a test fails, it is never left out. */
export async function requireNetworkTools(): Promise<void> {
  const lacking: string[] = [];
  if (process.getuid?.() !== 0) lacking.push("root");
  await access("/dev/net/tun").catch(() => lacking.push("/dev/net/tun"));
  for (const name of commands) await command("which", [name]).catch(() => lacking.push(name));
  if (lacking.length === 0) return;
  throw new Error(
    `This lays a WireGuard network between network namespaces. The host lacks ${lacking.join(", ")} (Debian: iproute2, wireguard-tools and wireguard-go).`,
  );
}
