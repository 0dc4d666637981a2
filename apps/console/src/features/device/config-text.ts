import type { DeviceConnection } from "@portcullis/domain/gateway";
import type { Translate } from "#i18n/translator.ts";

/** Seconds between two empty packets, so that NAT and firewalls keep the way open: what WireGuard's quick start advises. */
const keepaliveSeconds = 25;

interface ConfigSettings {
  /** Undefined where it is kept elsewhere. */
  readonly privateKey?: string | undefined;
  readonly addresses: readonly string[];
  /** Whom the device talks to; undefined where nobody is known. */
  readonly gateway?: Pick<DeviceConnection["gateways"][number], "endpoint" | "publicKey"> | undefined;
  /** What is routed into the tunnel. */
  readonly routes: readonly string[];
}

/** A WireGuard configuration, as `wg-quick` and the apps read it. What is not known is said in a comment. */
export function configText(t: Translate, { privateKey, addresses, gateway, routes }: ConfigSettings): string {
  const lines = [
    "[Interface]",
    privateKey === undefined ? `# PrivateKey = ${t("device.theOneKeptOnThe")}` : `PrivateKey = ${privateKey}`,
    addresses.length === 0 ? `# ${t("device.addressIsMissing")}` : `Address = ${addresses.join(", ")}`,
    "",
    ...(gateway
      ? [
          "[Peer]",
          `PublicKey = ${gateway.publicKey}`,
          `AllowedIPs = ${routes.join(", ")}`,
          `Endpoint = ${gateway.endpoint}`,
          `PersistentKeepalive = ${keepaliveSeconds}`,
        ]
      : [`# ${t("device.peerIsMissing")}`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** What `wg-quick` takes for the name of an interface: at most 15 characters of [a-zA-Z0-9_=+.-]. */
const nameMax = 15;
const allowed = /[^a-zA-Z0-9_=+.-]+/g;

/** The name of a device's configuration file, reduced to what WireGuard takes for an interface. */
export function configFileName(deviceName: string): string {
  const plain = deviceName
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(allowed, "-");
  return `${trimmed(trimmed(plain).slice(0, nameMax)) || "portcullis"}.conf`;
}

/** Without dots and hyphens at the ends: one in front hides a file, or reads as an option. */
const trimmed = (name: string) => name.replace(/^[.-]+|[.-]+$/g, "");
