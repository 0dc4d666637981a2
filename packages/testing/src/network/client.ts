import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Namespace } from "./namespace.ts";
import { type Pinger, startPinger } from "./pinger.ts";

export interface Client {
  readonly namespace: Namespace;
  /** Of its WireGuard interface. */
  readonly name: string;
  /** Sends a packet every 10 ms to an `echo` at this address and port. */
  readonly ping: (address: string, port: number) => Promise<Pinger>;
}

/** Starts stock WireGuard by `wg-quick` from a configuration as people download it: what works here works for them. */
export async function startClient(parts: {
  readonly namespace: Namespace;
  readonly folder: string;
  readonly name: string;
  readonly config: string;
}): Promise<Client> {
  const { namespace, folder, name, config } = parts;
  const file = join(folder, `${name}.conf`);
  await writeFile(file, config, { mode: 0o600 });
  await namespace.run("wg-quick", ["up", file]);
  return { namespace, name, ping: (address, port) => startPinger(namespace, address, port) };
}

/** A pair of keys as `wg` makes them. */
export async function keyPair(namespace: Namespace): Promise<{ privateKey: string; publicKey: string }> {
  const privateKey = (await namespace.run("wg", ["genkey"])).trim();
  return { privateKey, publicKey: (await namespace.run("wg", ["pubkey"], privateKey)).trim() };
}
