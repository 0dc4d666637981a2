import { z } from "zod";
import { networkBits } from "./plan-routes.ts";

/**
 * The rtnetlink protocol number that marks the agent's own routes, so that it knows them after a restart too. No program
 * named in iproute2's `rt_protos` or FRR uses 151; `portcullis-gateway-guard.sh` must use the same number.
 */
export const routeProtocol = "151";

/** A route as this host has it, without the default ones. */
export interface HostRoute {
  readonly network: string;
  readonly bits: string;
  /** Absent where it leads over several interfaces, or nowhere. */
  readonly device: string | undefined;
  /** Hosts there are reached, or are this host, without a router between. */
  readonly isDirect: boolean;
  /** In the table where the agent's own are. */
  readonly isInMain: boolean;
  readonly isOurs: boolean;
}

const hop = z.object({
  dev: z.string().optional(),
  gateway: z.string().optional(),
  via: z.object({ host: z.string() }).optional(),
});
const shownRoutes = z.array(
  hop.extend({
    dst: z.string(),
    type: z.string().optional(),
    table: z.string().optional(),
    protocol: z.string().optional(),
    nexthops: z.array(hop).optional(),
  }),
);
type ShownRoute = z.infer<typeof shownRoutes>[number];

/** Unicast, local, broadcast, anycast and multicast by number; the types above lead nowhere. */
const leading = new Set(["1", "2", "3", "4", "5"]);
const mainTable = "254";

/** Reads what `ip -N -json route show table all` prints: the routes, and the routers that they lead over. */
export function readRoutes(json: string): HostRoute[] {
  const shown = shownRoutes.parse(JSON.parse(json.trim() || "[]"));
  return [...shown.filter(({ dst }) => dst !== "default").map(toRoute), ...shown.flatMap(routersOf)];
}

function toRoute({ dst, dev, type = "1", table = mainTable, protocol, gateway, via, nexthops }: ShownRoute): HostRoute {
  const hasRouter = gateway !== undefined || via !== undefined || nexthops !== undefined;
  return {
    network: dst,
    bits: networkBits(dst),
    device: dev,
    isDirect: dev !== undefined && !hasRouter && leading.has(type),
    isInMain: table === mainTable,
    isOurs: table === mainTable && protocol === routeProtocol,
  };
}

function routersOf(shown: ShownRoute): HostRoute[] {
  return [shown, ...(shown.nexthops ?? [])].flatMap(({ gateway, via, dev }) => {
    const router = gateway ?? via?.host;
    if (router === undefined) return [];
    const bits = networkBits(router);
    return [{ network: router, bits, device: dev, isDirect: true, isInMain: false, isOurs: false }];
  });
}
