import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { demoSlugs } from "@portcullis/api/tenant/demo-ids";
import { openDemoGateway } from "@portcullis/demo/demo-gateway";
import { probeHost } from "@portcullis/domain/console-reach";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { cloneFolder, environment, type StartEnv } from "../env.ts";
import { withOwner } from "./demo.ts";
import { errorMessage } from "./error-message.ts";
import type { Service } from "./service.ts";
import { type Supervised, supervise } from "./supervise.ts";

/** A folder for each demo tenant: its simulated gateway's token, the state of its agent, and the file `silent` that stops its reports. */
export const simulatedGatewayFolders = (dataFolder: string): string[] =>
  demoSlugs.map((slug) => join(dataFolder, "simulated-gateways", slug));

interface SimulatedOptions {
  readonly ownerUrl: string;
  readonly env: StartEnv;
  readonly isDevelopment: boolean;
  readonly print: (sentence: string) => void;
}

export const simulatedGatewaysNotice =
  "Simulated gateways report for the demo's devices; make them silent with: npx --yes pnpm@12.21.0 demo:silence\n";

/**
 * Starts the process that simulates the demo's gateways; undefined if there are none. A failure is printed and ends nothing
 * else, because the product works without them.
 */
export async function startSimulatedGateways(options: SimulatedOptions): Promise<Supervised | undefined> {
  const { print } = options;
  const service = await openService(options).catch((error: unknown) => {
    print(`The simulated gateways cannot be started: ${errorMessage(error)}`);
  });
  if (!service) return undefined;
  const gateways = supervise(service, print);
  void gateways.failed.then(print);
  return gateways;
}

async function openService({ ownerUrl, env, isDevelopment }: SimulatedOptions): Promise<Service | undefined> {
  const folders = await withOwner(ownerUrl, async (db) => {
    const opened: string[] = [];
    for (const [i, folder] of simulatedGatewayFolders(env.dataFolder).entries()) {
      const slug = demoSlugs[i];
      const file = join(folder, "token");
      const savedToken = await readFile(file, "utf8").catch(() => undefined);
      const token = slug && (await openDemoGateway(db, slug, savedToken?.trim()));
      if (token === undefined) continue;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(file, token, { mode: 0o600 });
      // Also where `demo:silence` silenced it before.
      await rm(join(folder, "silent"), { force: true });
      opened.push(folder);
    }
    return opened;
  });
  if (folders.length === 0) return undefined;
  const healthPort = await freePort();
  return {
    name: "simulated gateway",
    cwd: join(cloneFolder, "apps/gateway"),
    args: [isDevelopment ? "src/simulated-gateway.ts" : "dist/simulated-gateway.js"],
    env: {
      ...environment(),
      PORTCULLIS_URL: `http://${probeHost(env.host)}:${env.port}`,
      SIMULATED_GATEWAYS: folders.join(delimiter),
      HEALTH_PORT: String(healthPort),
      LOG_LEVEL: env.logLevel,
    },
    readyUrl: `http://127.0.0.1:${healthPort}/health/ready`,
    metricsPort: healthPort,
    logFile: join(env.dataFolder, "logs", "simulated-gateway.log"),
    watched: [],
  };
}
