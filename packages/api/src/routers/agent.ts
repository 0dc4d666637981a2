import * as schema from "@portcullis/domain/gateway";
import { takeReport } from "@portcullis/services/gateway/take-report";
import { gatewayProcedure } from "../gateway-procedure.ts";
import { router } from "../init.ts";
import { watchPeers } from "../streams/watch-peers.ts";

/** For the agent that runs on a gateway's host. */
export const agentRouter = router({
  peers: gatewayProcedure.subscription(({ ctx, signal }) => watchPeers(ctx, signal)),
  report: gatewayProcedure
    .input(schema.agentReport)
    .output(schema.reportTaken)
    .mutation(({ ctx, input }) => takeReport(ctx.service, input)),
});
