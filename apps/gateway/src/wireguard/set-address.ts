import { z } from "zod";
import type { RunTool } from "./run-tool.ts";

const addressInfo = z.object({ local: z.string(), prefixlen: z.int(), scope: z.string() });
const links = z.array(z.object({ addr_info: z.array(addressInfo) }));

/** Leaves the interface with this address, in CIDR form, and no other. The prefix brings the route to the tenant's range. */
export async function setAddress(run: RunTool, name: string, address: string): Promise<void> {
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
