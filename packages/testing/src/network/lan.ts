import { randomBytes } from "node:crypto";
import { type Namespace, openNamespace } from "./namespace.ts";

/** A network behind a client, with one host on it; the client forwards between the two. */
export interface Lan extends AsyncDisposable {
  readonly host: Namespace;
  readonly address: string;
  readonly network: string;
}

/** `await using lan = await openLan(client.namespace)`: 192.168.77.0/24 */
export async function openLan(router: Namespace): Promise<Lan> {
  await using opened = new AsyncDisposableStack();
  const host = opened.use(await openNamespace(`${randomBytes(3).toString("hex")}-lan`));
  await router.run("ip", ["link", "add", "lan", "type", "veth", "peer", "name", "lan", "netns", host.name]);
  for (const [namespace, address] of [
    [router, "192.168.77.1"],
    [host, "192.168.77.9"],
  ] as const) {
    await namespace.run("ip", ["address", "add", `${address}/24`, "dev", "lan"]);
    await namespace.run("ip", ["link", "set", "lan", "up"]);
  }
  await host.run("ip", ["route", "add", "default", "via", "192.168.77.1"]);
  await forward(router);
  const owned = opened.move();
  return {
    host,
    address: "192.168.77.9",
    network: "192.168.77.0/24",
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** Lets a host pass on packets between its interfaces. */
export async function forward(namespace: Namespace): Promise<void> {
  await namespace.run("sh", ["-c", "echo 1 >/proc/sys/net/ipv4/ip_forward"]);
}
