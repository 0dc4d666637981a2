import { takeReport } from "@portcullis/services/gateway/take-report";
import { router } from "../init.ts";
import { mutation, stream } from "../procedure.ts";
import { watchPeers } from "../streams/watch-peers.ts";

/** For the agent that runs on a gateway's host. */
export const agentRouter = router({
  peers: stream(watchPeers),
  report: mutation(takeReport),
});
