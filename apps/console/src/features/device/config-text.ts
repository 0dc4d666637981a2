import type { DeviceConnection } from "@portcullis/domain/gateway";

/** Seconds between two empty packets, so that NAT and firewalls keep the way open: what WireGuard's quick start advises. */
const keepaliveSeconds = 25;

export interface ConfigSettings {
  /** Undefined where it is kept elsewhere. */
  readonly privateKey?: string | undefined;
  readonly addresses: readonly string[];
  /** Whom the device talks to; undefined where nobody is known. */
  readonly gateway?: Pick<DeviceConnection["gateways"][number], "endpoint" | "publicKey"> | undefined;
  /** What is routed into the tunnel. */
  readonly routes: readonly string[];
}

/** A WireGuard configuration, as `wg-quick` and the apps read it. What is not known is said in a comment. */
export function configText({ privateKey, addresses, gateway, routes }: ConfigSettings): string {
  const lines = [
    "[Interface]",
    privateKey === undefined ? "# PrivateKey = the one kept on the device" : `PrivateKey = ${privateKey}`,
    addresses.length === 0 ? "# Address is missing: the device was given none." : `Address = ${addresses.join(", ")}`,
    "",
    ...(gateway
      ? [
          "[Peer]",
          `PublicKey = ${gateway.publicKey}`,
          `AllowedIPs = ${routes.join(", ")}`,
          `Endpoint = ${gateway.endpoint}`,
          `PersistentKeepalive = ${keepaliveSeconds}`,
        ]
      : ["# [Peer] is missing: no gateway was known."]),
  ];
  return `${lines.join("\n")}\n`;
}
