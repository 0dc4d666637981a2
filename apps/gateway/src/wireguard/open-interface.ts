import { mkdir } from "node:fs/promises";
import { findPrivateKey, type PrivateKeyFile, storePrivateKey } from "./private-key.ts";
import { readDump } from "./read-dump.ts";
import type { RunTool } from "./run-tool.ts";

export interface InterfaceOptions {
  readonly run: RunTool;
  readonly name: string;
  /** Undefined keeps the port of an interface that runs already, and gives a new one WireGuard's usual port. */
  readonly listenPort: number | undefined;
  /** Holds the private key; made where it is missing. */
  readonly stateFolder: string;
}

/** What WireGuard's own documentation uses. */
const usualPort = 51_820;

/**
 * Sees to it that the interface exists and has a key that is kept. One that has a key already runs for somebody: it stays as it
 * is, key, port, addresses, peers and sessions, until the console has said what it should be.
 * @throws {Error} where it has another key than the one that is kept
 */
export async function openInterface({ run, name, listenPort, stateFolder }: InterfaceOptions): Promise<void> {
  await mkdir(stateFolder, { recursive: true, mode: 0o700 });
  const show = () => run("wg", ["show", name, "dump"]);
  const state = readDump(await show().catch(() => addInterface(run, name).then(show)));
  const kept = await findPrivateKey(stateFolder, run);
  if (state.publicKey === null) {
    const { path } = kept ?? (await storePrivateKey(stateFolder, await run("wg", ["genkey"]), run));
    await run("wg", ["set", name, "private-key", path, "listen-port", String(listenPort ?? usualPort)]);
    await run("ip", ["link", "set", "dev", name, "up"]);
  } else if (kept) assertSame(name, state.publicKey, kept);
  else await storePrivateKey(stateFolder, await run("wg", ["show", name, "private-key"]), run);
}

function assertSame(name: string, publicKey: string, kept: PrivateKeyFile): void {
  if (publicKey === kept.publicKey) return;
  throw new Error(
    `The interface ${name} has the public key ${publicKey}, but ${kept.path} is the private key of ${kept.publicKey}. Clients are configured with one of the two. To keep the interface's key, move that file away; to use the file's key, run: wg set ${name} private-key ${kept.path}`,
  );
}

/**
 * Gives the interface the port that it should have, and brings it up. What agrees already is not set again, because a port set
 * twice is opened twice.
 */
export async function configureInterface({ run, name, listenPort }: InterfaceOptions): Promise<void> {
  const state = readDump(await run("wg", ["show", name, "dump"]));
  if (listenPort !== undefined && state.listenPort !== listenPort) {
    await run("wg", ["set", name, "listen-port", String(listenPort)]);
  }
  await run("ip", ["link", "set", "dev", name, "up"]);
}

/**
 * The kernel's WireGuard where there is one, else `wireguard-go`. That puts itself into the background once its interface
 * answers, and outlives the agent: what it keeps are the clients' sessions.
 */
async function addInterface(run: RunTool, name: string): Promise<void> {
  try {
    await run("ip", ["link", "add", "dev", name, "type", "wireguard"]);
  } catch (kernel) {
    await run("wireguard-go", [name]).catch((userspace: unknown) => {
      throw new AggregateError(
        [kernel, userspace],
        `Neither the kernel nor wireguard-go could create the interface ${name}.`,
        { cause: kernel },
      );
    });
  }
}
