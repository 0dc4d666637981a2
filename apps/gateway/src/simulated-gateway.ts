import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gatewayRefusedSeconds, simulatedVersion } from "@portcullis/domain/gateway";
import { gracefulShutdown } from "@portcullis/runtime/graceful-shutdown";
import { closeMetricsServer, startMetricsServer } from "@portcullis/runtime/metrics-server";
import { readiness } from "@portcullis/runtime/probes";
import { pino } from "pino";
import manifest from "../package.json" with { type: "json" };
import { startAgent } from "./agent.ts";
import { connectConsole } from "./connect-console.ts";
import { readEnvironment } from "./simulated/env.ts";
import { runWhileLoud } from "./simulated/run-while-loud.ts";
import { simulatedWireGuard } from "./simulated/simulated-wire-guard.ts";

/**
 * The gateways of the demo data: the real agent for each folder that holds a token, on an interface that exists in this process
 * alone. It has no way to a real interface, and the console takes no report of it for a real gateway.
 */
const env = readEnvironment();
const log = pino({ level: env.LOG_LEVEL, base: { app: "simulated-gateway", pid: process.pid } });
const ending = new AbortController();

const running = env.SIMULATED_GATEWAYS.map((stateFolder) => {
  const seed = basename(stateFolder);
  const wireGuard = simulatedWireGuard({ seed });
  const ofGateway = log.child({ gateway: seed });
  const console = connectConsole(env.PORTCULLIS_URL, async () =>
    (await readFile(join(stateFolder, "token"), "utf8")).trim(),
  );
  const start = () =>
    startAgent({
      console,
      wireGuard,
      version: simulatedVersion(manifest.version),
      log: ofGateway,
      stateFolder,
      refusedPatienceMs: gatewayRefusedSeconds * 1_000,
    });
  return runWhileLoud({ folder: stateFolder, log: ofGateway, start }, ending.signal);
});
const metricsServer = await startMetricsServer(
  env.HEALTH_PORT,
  readiness(() => !ending.signal.aborted, {}),
);
log.info({ gateways: running.length, healthPort: metricsServer.port }, "ready");

gracefulShutdown(log, () => {
  ending.abort();
  return Promise.all([...running, closeMetricsServer(metricsServer)]);
});
