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
