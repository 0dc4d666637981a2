import { join } from "node:path";
import { freePort } from "@portcullis/db/embedded/free-port";
import { seedDemo } from "@portcullis/services/demo/seed-demo";
import { testDatabase } from "@portcullis/testing/test-database";
import { surroundings } from "./env.ts";
import { startProgram } from "./program.ts";

const apps = join(import.meta.dirname, "../../..");

/** The built console and worker on a demo database of their own. */
export async function product() {
  await using started = new AsyncDisposableStack();
  const database = started.use(await testDatabase());
  await seedDemo(database);
  const [port, healthPort] = await Promise.all([freePort(), freePort()]);
  const url = `http://localhost:${port}`;
  const shared: NodeJS.ProcessEnv = {
    ...surroundings(),
    NODE_ENV: "production",
    DATABASE_URL: database.applicationUrl,
    LOG_LEVEL: "error",
  };
  const programs = await Promise.all([
    startProgram({
      script: "dist/server.js",
      cwd: join(apps, "console"),
      env: { ...shared, PORT: String(port), PUBLIC_URL: url, PORTCULLIS_SECRET: "for-tests-only".padEnd(44, "!") },
      readyUrl: `http://127.0.0.1:${port}/health/ready`,
    }),
    startProgram({
      script: "dist/worker.js",
      cwd: join(apps, "worker"),
      env: { ...shared, HEALTH_PORT: String(healthPort) },
      readyUrl: `http://127.0.0.1:${healthPort}/health/ready`,
    }),
  ]);
  for (const program of programs) started.use(program);
  const owned = started.move();
  return { url, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
