import { connectionsOverTime } from "@portcullis/services/overview/connections-over-time";
import { getOverview } from "@portcullis/services/overview/get-overview";
import { router } from "../init.ts";
import { query } from "../procedure.ts";

export const overviewRouter = router({
  get: query(getOverview),
  connections: query(connectionsOverTime),
});
