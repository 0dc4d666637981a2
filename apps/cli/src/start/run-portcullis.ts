import { watch } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { assertDatabaseAdopted } from "@portcullis/db/database-fingerprint";
import { migrate } from "@portcullis/db/migrate";
import { hasCode } from "@portcullis/embedded-postgres/operating-system";
import { readOrCreateSecret } from "@portcullis/embedded-postgres/secret-file";
import type { StartEnv } from "../env.ts";
import { prepareDemo } from "./demo.ts";
import { keepDatabase } from "./keep-database.ts";
import type { Service } from "./service.ts";
import { serviceDefinitions } from "./services.ts";
import { simulatedGatewaysNotice, startSimulatedGateways } from "./simulated-gateways.ts";
import { type Supervised, supervise } from "./supervise.ts";

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
      print(
        `Portcullis is ready at ${env.publicUrl}${demo.says && `\n${demo.says}`}${simulated ? simulatedGatewaysNotice : ""}`,
      );
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

/**
 * Makes sure that the console will get its port, before anything is started.
 * @throws {Error} with a sentence
 */
async function assertPortFree({ host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  } catch (cause) {
    if (hasCode(cause, "EADDRINUSE")) {
      throw new Error(
        `Port ${port} is in use. Stop the process that listens there, or choose another port with PORT=3001.`,
        { cause },
      );
    }
    if (hasCode(cause, "EACCES")) throw new Error(`Only root may use port ${port}. Choose one above 1023.`, { cause });
    if (hasCode(cause, "EADDRNOTAVAIL") || hasCode(cause, "ENOTFOUND"))
      throw new Error(`HOST ${host} is not an address of this machine.`, { cause });
    throw cause;
  }
  await new Promise((resolve) => server.close(resolve));
}

/**
 * Tells Prometheus where the metrics of this start are, in the form of its `file_sd_configs`: ports may be others at each
 * start. Replaced as a whole, as Prometheus may read at any moment.
 */
async function writeMetricsTargets(
  dataFolder: string,
  services: readonly Pick<Service, "name" | "metricsPort">[],
): Promise<void> {
  const targets = services.map(({ name, metricsPort }) => ({
    targets: [`127.0.0.1:${metricsPort}`],
    labels: { app: name },
  }));
  const file = join(dataFolder, "metrics-targets.json");
  await writeFile(`${file}.draft`, `${JSON.stringify(targets, null, 2)}\n`, { mode: 0o644 });
  await rename(`${file}.draft`, file);
}

/** Editors write a file in several steps; a checkout writes many. */
const settleMs = 150;

/**
 * Calls back after changes in the folders. `node --watch` would do so too, but outlives a killed launcher.
 */
function watchSource(folders: readonly string[], onChange: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(onChange, settleMs);
    }),
  );
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
