import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, startClient } from "./client.ts";
import { type Namespace, openNamespace } from "./namespace.ts";
import { requireNetworkTools } from "./requirements.ts";

/** A gateway's host and clients' hosts on one wire. Names are unique on this machine, so networks may lie side by side. */
export interface Network extends AsyncDisposable {
  readonly gateway: Namespace;
  /** Where clients reach it, without a port. */
  readonly gatewayAddress: string;
  /** For the gateway's WireGuard interface. */
  readonly interfaceName: string;
  /** A folder that goes with the network. */
  readonly folder: string;
  /** Puts another host on the wire and starts WireGuard there. It stays until the network goes. */
  readonly client: (config: string) => Promise<Client>;
}

/** TEST-NET-1 of RFC 5737: nobody's. */
const wire = "192.0.2";

/** `await using network = await openNetwork()` */
export async function openNetwork(): Promise<Network> {
  await requireNetworkTools();
  await using opened = new AsyncDisposableStack();
  const id = randomBytes(3).toString("hex");
  const folder = await mkdtemp(join(tmpdir(), "portcullis-network-"));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const gateway = opened.use(await openNamespace(`${id}-gateway`));
  const ip = (...args: string[]) => gateway.run("ip", args);
  await ip("link", "add", "wire", "type", "bridge");
  await ip("address", "add", `${wire}.1/24`, "dev", "wire");
  await ip("link", "set", "wire", "up");
  const clients = opened.use(new AsyncDisposableStack());
  let count = 0;

  async function client(config: string): Promise<Client> {
    const number = ++count;
    const namespace = clients.use(await openNamespace(`${id}-client${number}`));
    const port = `client${number}`;
    await ip("link", "add", port, "type", "veth", "peer", "name", "wire", "netns", namespace.name);
    await ip("link", "set", port, "master", "wire", "up");
    await namespace.run("ip", ["address", "add", `${wire}.${number + 1}/24`, "dev", "wire"]);
    await namespace.run("ip", ["link", "set", "wire", "up"]);
    return startClient({ namespace, folder, name: `pc${id}${number}`, config });
  }

  const owned = opened.move();
  return {
    gateway,
    gatewayAddress: `${wire}.1`,
    interfaceName: `pg${id}`,
    folder,
    client,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
