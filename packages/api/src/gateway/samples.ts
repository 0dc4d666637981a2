import { aPage, type Samples } from "../testing/samples.ts";
import type { gatewayRouter } from "./router.ts";

export const gatewaySamples = {
  list: () => aPage,
  create: () => ({
    name: "Frankfurt",
    endpoint: "vpn.example.com:51820",
    policy: { unreachable: "fail_closed", graceSeconds: 120 },
  }),
  update: (ids) => ({
    id: ids.gateway,
    name: "Frankfurt, renamed",
    endpoint: "vpn.example.com:51820",
    policy: { unreachable: "keep", graceSeconds: 300 },
    ifUpdatedAt: new Date(),
  }),
  rotate: (ids) => ({ id: ids.gateway }),
  remove: (ids) => ({ id: ids.gateway }),
  connections: (ids) => ({ id: ids.gateway, ...aPage }),
  close: (ids) => ({ id: ids.gateway }),
  open: (ids) => ({ id: ids.closedGateway }),
  settle: (ids) => ({ id: ids.gateway, changeId: ids.change, reason: "The host is switched off" }),
} satisfies Samples<typeof gatewayRouter>;
