import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { assertDatabaseAdopted } from "@portcullis/db/database-fingerprint";
import { migrate } from "@portcullis/db/migrate";
import { readOrCreateSecret } from "@portcullis/embedded-postgres/secret-file";
import type { StartEnv } from "../env.ts";
import { prepareDemo } from "./demo.ts";
import { keepDatabase } from "./keep-database.ts";
import { writeMetricsTargets } from "./metrics-targets.ts";
import { assertPortFree } from "./port.ts";
import type { Service } from "./service.ts";
import { serviceDefinitions } from "./services.ts";
import { simulatedSays, startSimulatedGateways } from "./simulated-gateways.ts";
import { type Supervised, supervise } from "./supervise.ts";
import { watchSource } from "./watch-source.ts";

export interface RunOptions {
  readonly env: StartEnv;
  readonly isDevelopment: boolean;
  /** Aborted when all shall end. */
  readonly stop: AbortSignal;
  /** Prints to whoever started us. */
  readonly print: (sentence: string) => void;
}

/**
 * Runs the whole product until `stop`: database, schema, demo data, console and worker. When it returns or throws,
 * nothing of it runs any more.
 * @throws {Error} with a sentence, where something cannot be started or keeps dying
 */
export async function runPortcullis(options: RunOptions): Promise<void> {
  const { env, isDevelopment, stop, print } = options;
  await assertPortFree(env);
  await using database = await keepDatabase(env, print);
  await makeLogFolder(env.dataFolder);
  if (stop.aborted) return;
  await migrate(database, { print });
  await assertDatabaseAdopted(database.ownerUrl);
  const demo = await prepareDemo(database, env);
  if (stop.aborted) return;
  const secret = env.secret ?? (await readOrCreateSecret(join(env.dataFolder, "secret")));
  const services = await serviceDefinitions({ env, databaseUrl: database.applicationUrl, secret, isDevelopment });
  await writeMetricsTargets(env.dataFolder, services);
  const supervised = superviseAll(services, print);
  using watching = new DisposableStack();
  services.forEach((service, at) => {
    watching.use(watchSource(service.watched, () => supervised[at]?.restart()));
  });
  const failed = Promise.race(supervised.map((each) => each.failed));
  const ready = Promise.all(supervised.map((each) => each.ready)).then(() => undefined);
  const stopped = new Promise<undefined>((resolve) => {
    if (stop.aborted) resolve(undefined);
    stop.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  let simulated: Supervised | undefined;
  try {
    let failure = await Promise.race([failed, stopped, ready]);
    if (!failure && !stop.aborted) {
      simulated =
        demo.isDemo && env.hasSimulatedGateway
          ? await startSimulatedGateways({ ...options, ownerUrl: database.ownerUrl })
          : undefined;
      print(`Portcullis is ready at ${env.publicUrl}${demo.says && `\n${demo.says}`}${simulated ? simulatedSays : ""}`);
      failure = await Promise.race([failed, stopped]);
    }
    if (failure) throw new Error(failure);
  } finally {
    await Promise.all([...supervised, ...(simulated ? [simulated] : [])].map((each) => each.stop()));
  }
}

/** The console is told whether the worker works, and says so where it says that it is ready. */
function superviseAll([console, worker]: readonly [Service, Service], print: (sentence: string) => void) {
  const supervisedConsole = supervise(console, print);
  const onWorking = (isWorking: boolean) => supervisedConsole.inform({ kind: "worker", isWorking });
  return [supervisedConsole, supervise(worker, print, { onWorking })];
}

/** The embedded database makes it too, and must be able to pass through what lies above it. */
async function makeLogFolder(dataFolder: string): Promise<void> {
  await mkdir(dataFolder, { recursive: true, mode: 0o711 });
  await mkdir(join(dataFolder, "logs"), { recursive: true, mode: 0o700 });
}
