import { timestampNow } from "@portcullis/domain/timestamp";
import { aPublicKey } from "@portcullis/testing/tenant";
import { aPage, none, type Samples } from "../testing/samples.ts";
import type { agentRouter, gatewayRouter } from "./router.ts";

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
    ifUpdatedAt: timestampNow(),
  }),
  rotate: (ids) => ({ id: ids.gateway }),
  remove: (ids) => ({ id: ids.gateway }),
  connections: (ids) => ({ id: ids.gateway, ...aPage }),
  close: (ids) => ({ id: ids.gateway }),
  open: (ids) => ({ id: ids.closedGateway }),
  settle: (ids) => ({ id: ids.gateway, changeId: ids.change, reason: "The host is switched off" }),
} satisfies Samples<typeof gatewayRouter>;

export const agentSamples = {
  peers: none,
  report: (ids) => ({
    publicKey: aPublicKey(),
    version: "1.0.0",
    peerCount: 1,
    confirmed: [ids.change],
    peers: [{ publicKey: aPublicKey(), endpoint: "192.0.2.9:51820", handshakeAgo: 5, received: 1, sent: 1 }],
  }),
} satisfies Samples<typeof agentRouter>;
