import * as schema from "@portcullis/domain/gateway";
import { closeGateway, openGateway } from "@portcullis/services/gateway/close-gateway";
import { createGateway } from "@portcullis/services/gateway/create-gateway";
import { listConnections } from "@portcullis/services/gateway/list-connections";
import { listGateways } from "@portcullis/services/gateway/list-gateways";
import { removeGateway } from "@portcullis/services/gateway/remove-gateway";
import { rotateGatewayToken } from "@portcullis/services/gateway/rotate-gateway-token";
import { settleGateway } from "@portcullis/services/gateway/settle-gateway";
import { updateGateway } from "@portcullis/services/gateway/update-gateway";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

export const gatewayRouter = router({
  list: userProcedure
    .input(schema.listGateways)
    .output(schema.gatewayPage)
    .query(({ ctx, input }) => listGateways(ctx.service, input)),
  create: userProcedure
    .input(schema.createGateway)
    .output(schema.gatewayWithToken)
    .mutation(({ ctx, input }) => createGateway(ctx.service, input)),
  update: userProcedure
    .input(schema.updateGateway)
    .output(schema.gatewayItem)
    .mutation(({ ctx, input }) => updateGateway(ctx.service, input)),
  rotate: userProcedure
    .input(schema.gatewayById)
    .output(schema.gatewayWithToken)
    .mutation(({ ctx, input }) => rotateGatewayToken(ctx.service, input)),
  connections: userProcedure
    .input(schema.listGatewayConnections)
    .output(schema.gatewayConnectionPage)
    .query(({ ctx, input }) => listConnections(ctx.service, input)),
  close: userProcedure
    .input(schema.gatewayById)
    .output(schema.gatewayItem)
    .mutation(({ ctx, input }) => closeGateway(ctx.service, input)),
  open: userProcedure
    .input(schema.gatewayById)
    .output(schema.gatewayItem)
    .mutation(({ ctx, input }) => openGateway(ctx.service, input)),
  settle: userProcedure
    .input(schema.settleGateway)
    .output(schema.gatewaySettled)
    .mutation(({ ctx, input }) => settleGateway(ctx.service, input)),
  remove: userProcedure
    .input(schema.gatewayById)
    .output(schema.removedGateway)
    .mutation(({ ctx, input }) => removeGateway(ctx.service, input)),
});
