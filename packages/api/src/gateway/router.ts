import { closeGateway, openGateway } from "@portcullis/services/gateway/close-gateway";
import { createGateway } from "@portcullis/services/gateway/create-gateway";
import { listConnections } from "@portcullis/services/gateway/list-connections";
import { listGateways } from "@portcullis/services/gateway/list-gateways";
import { removeGateway } from "@portcullis/services/gateway/remove-gateway";
import { rotateGatewayToken } from "@portcullis/services/gateway/rotate-gateway-token";
import { settleGateway } from "@portcullis/services/gateway/settle-gateway";
import { updateGateway } from "@portcullis/services/gateway/update-gateway";
import { router } from "../init.ts";
import { mutation, query } from "../procedure.ts";

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
