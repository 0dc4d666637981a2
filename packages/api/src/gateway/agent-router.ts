import { router } from "../kernel/init.ts";
import { mutation, stream } from "../kernel/procedure.ts";
import { takeReport } from "./take-report.ts";
import { watchPeers } from "./watch-peers.ts";

/** For the agent that runs on a gateway's host. */
export const agentRouter = router({
  peers: stream(watchPeers),
  report: mutation(takeReport),
});
