import { aPublicKey } from "../testing/rows.ts";
import { none, type Samples } from "../testing/samples.ts";
import type { agentRouter } from "./agent-router.ts";

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
