import { createServer } from "node:http";
import { run } from "graphile-worker";
import { competitorEnv } from "./env.ts";

const { databaseUrl, port } = competitorEnv();

/** graphile-worker as its documentation sets it up, with as many lanes as our worker; the handler says when it began. */
const runner = await run({
  connectionString: databaseUrl,
  concurrency: 4,
  noHandleSignals: true,
  taskList: {
    wake: (payload) => {
      process.stdout.write(`${JSON.stringify({ payload, at: performance.timeOrigin + performance.now() })}\n`);
    },
  },
});
createServer((_request, response) => response.end()).listen(port, "127.0.0.1");
process.once("SIGTERM", () => void runner.stop().then(() => process.exit(0)));
