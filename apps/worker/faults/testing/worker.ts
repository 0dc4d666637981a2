import { join } from "node:path";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { environment } from "@portcullis/testing/env";
import { type Program, startProgram } from "@portcullis/testing/program";

export const workerFolder = join(import.meta.dirname, "../..");

export interface TestWorker extends Program {
  /** The status of `/health/ready`. */
  readonly readiness: () => Promise<number>;
  /** The parts that it says are not well. */
  readonly unwell: () => Promise<readonly string[]>;
}

/** The built worker, as a process of its own on the database at `url`; it logs each batch. */
export async function startWorker(url: string): Promise<TestWorker> {
  const port = await freePort();
  const readyUrl = `http://127.0.0.1:${port}/health/ready`;
  const program = await startProgram({
    script: "dist/worker.js",
    cwd: workerFolder,
    env: { ...environment(), DATABASE_URL: url, HEALTH_PORT: String(port), LOG_LEVEL: "debug" },
    readyUrl,
  });
  return {
    ...program,
    readiness: async () => (await fetch(readyUrl)).status,
    unwell: async () => ((await (await fetch(readyUrl)).json()) as { failing?: string[] }).failing ?? [],
  };
}
