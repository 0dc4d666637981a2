import { join } from "node:path";
import { seedDemo } from "@portcullis/demo/seed-demo";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { environment } from "@portcullis/testing/env";
import { startProgram } from "@portcullis/testing/program";
import postgres from "postgres";
import { ownDatabase } from "../checks/own-database.ts";
import { startWorker } from "../serve/programs.ts";

const consoleFolder = join(import.meta.dirname, "../../../../../apps/console");

export interface FloodedProduct extends AsyncDisposable {
  readonly url: string;
  /** Looks past every rule, as the superuser. */
  readonly sql: postgres.Sql;
  /** A value of the console's metrics, by its whole name; zero where there is none. */
  readonly metric: (line: string) => Promise<number>;
}

/** PostgreSQL with the demo's two tenants, one console and one worker, each a process, as they are built. */
export async function floodedProduct(): Promise<FloodedProduct> {
  await using building = new AsyncDisposableStack();
  const database = building.use(await ownDatabase());
  await seedDemo(database);
  const sql = building.adopt(postgres(database.ownerUrl, { max: 2, onnotice: () => {} }), (client) =>
    client.end({ timeout: 1 }),
  );
  const [port, metricsPort] = [await freePort(), await freePort()];
  const url = `http://localhost:${port}`;
  building.use(
    await startProgram({
      script: "dist/server.js",
      cwd: consoleFolder,
      env: {
        ...environment(),
        NODE_ENV: "production",
        NODE_OPTIONS: "--max-semi-space-size=8 --max-old-space-size=1024",
        DATABASE_URL: database.applicationUrl,
        LOG_LEVEL: "error",
        PORT: String(port),
        METRICS_PORT: String(metricsPort),
        PUBLIC_URL: url,
        PORTCULLIS_SECRET: "for-benchmarks-only".padEnd(44, "!"),
      },
      readyUrl: `http://127.0.0.1:${port}/health/ready`,
    }),
  );
  building.use(await startWorker(database));
  const stack = building.move();
  return {
    url,
    sql,
    async metric(name) {
      const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      const line = text.split("\n").find((each) => each.startsWith(`${name} `));
      return Number(line?.slice(name.length + 1) ?? 0);
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
