const localNames = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;
const loopbackAddresses = /^(localhost|127(\.\d+){3}|::1)$/;
const addresses = /^(localhost|(\d{1,3}\.){3}\d{1,3}|[0-9a-f:]*:[0-9a-f:.]*)$/i;

/** Whether a URL's host names the machine of whoever asks. */
export const isLocalName = (hostname: string): boolean => localNames.test(hostname);

/** Where the console listens when nobody says otherwise: a proxy on the same machine reaches it, others do not. */
export const hostDefault = "127.0.0.1";
export const hostMistake =
  "HOST must be an address to listen on: 127.0.0.1 for this machine alone, 0.0.0.0 for every IPv4 address, or one of this machine's.";
export const isListenAddress = (host: string): boolean => addresses.test(host);

/** Where a console that listens on `host` is asked from the same machine. */
export function probeHost(host: string): string {
  if (host === "0.0.0.0" || host === "localhost") return "127.0.0.1";
  if (host === "::") return "[::1]";
  return host.includes(":") ? `[${host}]` : host;
}

export interface ConsoleReach {
  /** The address that it listens on. */
  readonly host: string;
  readonly publicUrl: URL;
  /** Whether it can send mails. */
  readonly hasMail: boolean;
}

/** Why others than the people at this machine can reach a console, or be reached by it; empty where nobody can. */
export function reachOf({ host, publicUrl, hasMail }: ConsoleReach): string[] {
  return [
    ...(loopbackAddresses.test(host) ? [] : [`HOST is ${host}`]),
    ...(isLocalName(publicUrl.hostname) ? [] : [`PUBLIC_URL is ${publicUrl.origin}`]),
    ...(hasMail ? ["SMTP_URL is set"] : []),
  ];
}
