import * as schema from "@portcullis/domain/overview";
import { connectionsOverTime } from "@portcullis/services/overview/connections-over-time";
import { getOverview } from "@portcullis/services/overview/get-overview";
import { router } from "../init.ts";
import { userProcedure } from "../user-procedure.ts";

export const overviewRouter = router({
  get: userProcedure.output(schema.overview).query(({ ctx }) => getOverview(ctx.service)),
  connections: userProcedure
    .input(schema.connectionsInput)
    .output(schema.connectionsOverTime)
    .query(({ ctx, input }) => connectionsOverTime(ctx.service, input)),
});
