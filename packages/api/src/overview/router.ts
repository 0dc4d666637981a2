import { router } from "../kernel/init.ts";
import { query } from "../kernel/procedure.ts";
import { connectionsOverTime } from "./connections-over-time.ts";
import { getOverview } from "./get-overview.ts";

export const overviewRouter = router({
  get: query(getOverview),
  connections: query(connectionsOverTime),
});
