import { mkdir } from "node:fs/promises";
import { privateKeyFile } from "./private-key.ts";
import { readDump } from "./read-dump.ts";
import type { RunTool } from "./run-tool.ts";

export interface InterfaceOptions {
  readonly run: RunTool;
  readonly name: string;
  readonly listenPort: number;
  /** Holds the private key; made where it is missing. */
  readonly stateFolder: string;
}

/**
 * Sees to it that the interface exists, with its key and port, and is up. One that exists is taken over as it is, peers,
 * sessions and counters; what agrees already is not set again, because a port set twice is opened twice.
 */
export async function openInterface({ run, name, listenPort, stateFolder }: InterfaceOptions): Promise<void> {
  await mkdir(stateFolder, { recursive: true, mode: 0o700 });
  const { path, publicKey } = await privateKeyFile(stateFolder, run);
  const show = () => run("wg", ["show", name, "dump"]);
  const state = readDump(await show().catch(() => addInterface(run, name).then(show)));
  if (state.publicKey !== publicKey) await run("wg", ["set", name, "private-key", path]);
  if (state.listenPort !== listenPort) await run("wg", ["set", name, "listen-port", String(listenPort)]);
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
        `Neither the kernel nor wireguard-go makes the interface ${name}.`,
        { cause: kernel },
      );
    });
  }
}
