import { z } from "zod";
import { applyPeers, lastEndpoints } from "./apply-peers.ts";
import { configureInterface, type InterfaceOptions, openInterface } from "./open-interface.ts";
import type { RoutedNetwork } from "./plan-routes.ts";
import { type AppliedState, type InterfaceState, readDump } from "./read-dump.ts";
import type { RunTool } from "./run-tool.ts";
import { setRoutes } from "./set-routes.ts";

/** One WireGuard interface of this host. */
export interface WireGuard {
  /** Makes it, or takes over what is there without a change to it. Safe to repeat. */
  readonly open: () => Promise<void>;
  readonly read: () => Promise<InterfaceState>;
  /** Allowed addresses by public key. Once it resolves, nobody else is on the interface: that was looked at afterwards. */
  readonly applyPeers: (wanted: ReadonlyMap<string, readonly string[]>) => Promise<AppliedState>;
  /** Gives it its port and its own address, in CIDR form. Nothing of this is done before the console has spoken. */
  readonly setAddress: (address: string) => Promise<void>;
  /** Leaves routes to exactly these networks, and touches none that the agent did not make. Answers which got none, and why. */
  readonly setRoutes: (wanted: readonly RoutedNetwork[]) => Promise<ReadonlyMap<string, string>>;
}

/** Removed peers whose endpoint is remembered, some 200 bytes each. */
const endpointsMax = 10_000;

export function wireGuard(options: InterfaceOptions): WireGuard {
  const { run, name } = options;
  const endpoints = lastEndpoints(endpointsMax);
  // An agent before this one may have left some.
  let mayHaveRoutes = true;
  return {
    open: () => openInterface(options),
    read: async () => readDump(await run("wg", ["show", name, "dump"])),
    applyPeers: (wanted) => applyPeers({ run, name, endpoints }, wanted),
    async setAddress(address) {
      await configureInterface(options);
      await setAddress(run, name, address);
    },
    async setRoutes(wanted) {
      if (wanted.length === 0 && !mayHaveRoutes) return new Map();
      mayHaveRoutes = true;
      const refused = await setRoutes(options, wanted);
      mayHaveRoutes = wanted.length > 0;
      return refused;
    },
  };
}

const addressInfo = z.object({ local: z.string(), prefixlen: z.int(), scope: z.string() });
const links = z.array(z.object({ addr_info: z.array(addressInfo) }));

/** Leaves the interface with this address, in CIDR form, and no other. The prefix brings the route to the tenant's range. */
async function setAddress(run: RunTool, name: string, address: string): Promise<void> {
  const shown = links.parse(JSON.parse(await run("ip", ["-json", "address", "show", "dev", name])));
  const present = shown
    .flatMap(({ addr_info }) => addr_info)
    // The kernel gives link-local ones by itself.
    .filter(({ scope }) => scope === "global")
    .map(({ local, prefixlen }) => `${local}/${prefixlen}`);
  for (const other of present.filter((one) => one !== address)) {
    await run("ip", ["address", "del", other, "dev", name]);
  }
  if (!present.includes(address)) await run("ip", ["address", "add", address, "dev", name]);
}
