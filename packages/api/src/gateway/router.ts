import { router } from "../kernel/init.ts";
import { mutation, query, stream } from "../kernel/procedure.ts";
import { closeGateway, openGateway } from "./close-gateway.ts";
import { createGateway } from "./create-gateway.ts";
import { listConnections } from "./list-connections.ts";
import { listGateways } from "./list-gateways.ts";
import { removeGateway } from "./remove-gateway.ts";
import { rotateGatewayToken } from "./rotate-gateway-token.ts";
import { settleGateway } from "./settle-gateway.ts";
import { takeReport } from "./take-report.ts";
import { updateGateway } from "./update-gateway.ts";
import { watchPeers } from "./watch-peers.ts";

export const gatewayRouter = router({
  list: query(listGateways),
  create: mutation(createGateway),
  update: mutation(updateGateway),
  rotate: mutation(rotateGatewayToken),
  connections: query(listConnections),
  close: mutation(closeGateway),
  open: mutation(openGateway),
  settle: mutation(settleGateway),
  remove: mutation(removeGateway),
});

/** For the agent that runs on a gateway's host. */
export const agentRouter = router({
  peers: stream(watchPeers),
  report: mutation(takeReport),
});
