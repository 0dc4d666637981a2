import { readFile } from "node:fs/promises";
import { gatewayRefusedSeconds } from "@portcullis/domain/gateway";
import { gracefulShutdown } from "@portcullis/runtime/graceful-shutdown";
import { collectProcessMetrics } from "@portcullis/runtime/metrics";
import { closeMetricsServer, startMetricsServer } from "@portcullis/runtime/metrics-server";
import { readiness } from "@portcullis/runtime/probes";
import { pino } from "pino";
import manifest from "../package.json" with { type: "json" };
import { startAgent } from "./agent.ts";
import { connectConsole } from "./connect-console.ts";
import { readEnvironment } from "./env.ts";
import { connectionMetrics } from "./metrics.ts";
import { toolsIn } from "./wireguard/run-tool.ts";
import { wireGuard } from "./wireguard/wireguard.ts";

const env = readEnvironment();
const log = pino({ level: env.LOG_LEVEL, base: { app: "gateway", pid: process.pid } });
const agent = await startAgent({
  // Read each time: a token that is replaced in the file is used from the next attempt on.
  console: connectConsole(env.PORTCULLIS_URL, async () => (await readFile(env.GATEWAY_TOKEN_FILE, "utf8")).trim()),
  wireGuard: wireGuard({
    run: toolsIn(env.PATH),
    name: env.GATEWAY_INTERFACE,
    listenPort: env.GATEWAY_PORT,
    stateFolder: env.GATEWAY_STATE,
  }),
  version: manifest.version,
  log,
  stateFolder: env.GATEWAY_STATE,
  refusedPatienceMs: gatewayRefusedSeconds * 1000,
}).catch((error: unknown) => {
  log.fatal({ err: error }, "the interface cannot be opened");
  process.exit(1);
});
const shutdown = gracefulShutdown(log, async () => {
  await agent.stop();
  if (metricsServer) await closeMetricsServer(metricsServer);
});
collectProcessMetrics();
connectionMetrics(agent.isConnected);
const failingParts = readiness(() => !shutdown.isEnding(), agent.checks);
const probeDetails = () => ({ connected: agent.isConnected() });
const metricsServer =
  env.HEALTH_PORT === undefined
    ? undefined
    : await startMetricsServer(env.HEALTH_PORT, failingParts, probeDetails).catch((error: unknown) => {
        log.fatal({ err: error }, "cannot listen on HEALTH_PORT");
        process.exit(1);
      });
log.info({ interface: env.GATEWAY_INTERFACE, port: env.GATEWAY_PORT, healthPort: metricsServer?.port }, "ready");
