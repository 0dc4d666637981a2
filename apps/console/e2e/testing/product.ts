import { join } from "node:path";
import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { seedDemo } from "@portcullis/demo/seed-demo";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { environment } from "@portcullis/testing/env";
import { type Program, startProgram } from "@portcullis/testing/program";
import { type TestDatabase, testDatabase } from "@portcullis/testing/test-database";

const apps = join(import.meta.dirname, "../../..");

/** A running console and worker, and where browsers find them. */
export interface Product extends AsyncDisposable {
  readonly url: string;
  readonly worker: Program;
  /** Kills the console, and starts it at the same place once that is over. */
  readonly restartConsole: (meanwhile: () => Promise<void>) => Promise<void>;
}

/** The built console and worker on a demo database of their own. */
export async function demoProduct(): Promise<Product & { readonly database: TestDatabase }> {
  await using started = new AsyncDisposableStack();
  const database = started.use(await testDatabase());
  await seedDemo(database);
  const running = started.use(await product(database));
  const owned = started.move();
  return { ...running, database, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** The built console and worker on a database that holds what it holds. */
export async function product({ applicationUrl }: DatabaseUrls): Promise<Product> {
  await using started = new AsyncDisposableStack();
  const [port, healthPort] = await Promise.all([freePort(), freePort()]);
  const url = `http://localhost:${port}`;
  const shared: NodeJS.ProcessEnv = {
    ...environment(),
    NODE_ENV: "production",
    DATABASE_URL: applicationUrl,
    LOG_LEVEL: "error",
    DRAIN_SECONDS: "0",
  };
  const startConsole = () =>
    startProgram({
      script: "dist/server.js",
      cwd: join(apps, "console"),
      env: { ...shared, PORT: String(port), PUBLIC_URL: url, PORTCULLIS_SECRET: "for-tests-only".padEnd(44, "!") },
      readyUrl: `http://127.0.0.1:${port}/health/ready`,
    });
  const [firstConsole, worker] = await Promise.all([
    startConsole(),
    startProgram({
      script: "dist/worker.js",
      cwd: join(apps, "worker"),
      env: { ...shared, HEALTH_PORT: String(healthPort) },
      readyUrl: `http://127.0.0.1:${healthPort}/health/ready`,
    }),
  ]);
  let console = started.use(firstConsole);
  started.use(worker);
  const owned = started.move();
  return {
    url,
    worker,
    async restartConsole(meanwhile) {
      console.signal("SIGKILL");
      await console.ended;
      await meanwhile();
      console = owned.use(await startConsole());
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
