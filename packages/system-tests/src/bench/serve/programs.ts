import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DatabaseUrls } from "@portcullis/db/bootstrap";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { environment } from "@portcullis/testing/env";
import { type Program, startProgram } from "@portcullis/testing/program";

/** Megabytes (10^6 bytes) that a process has in memory, and the most that it ever had. Linux. */
export async function memoryOf(pid: number): Promise<{ readonly now: number; readonly peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  const megabytes = (name: string) =>
    (Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? Number.NaN) * 1024) / 1e6;
  return { now: megabytes("VmRSS"), peak: megabytes("VmHWM") };
}

const apps = join(import.meta.dirname, "../../../../../apps");
/** As the launcher, the units and the image start both. */
const heap = {
  console: "--max-semi-space-size=8 --max-old-space-size=1024",
  worker: "--max-semi-space-size=2 --max-old-space-size=256",
};

export interface ServedConsole extends Program {
  readonly url: string;
}

/** The built console in production mode. */
export async function startConsole({ applicationUrl }: DatabaseUrls): Promise<ServedConsole> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const program = await startProgram({
    script: "dist/server.js",
    cwd: join(apps, "console"),
    env: {
      ...environment(),
      NODE_ENV: "production",
      NODE_OPTIONS: heap.console,
      DATABASE_URL: applicationUrl,
      LOG_LEVEL: "error",
      PORT: String(port),
      PUBLIC_URL: url,
      PORTCULLIS_SECRET: "for-benchmarks-only".padEnd(44, "!"),
      // Every sign-in from an address of its own: what is measured is not the throttle.
      TRUSTED_PROXIES: "127.0.0.1,::1",
    },
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
  });
  return { ...program, url };
}

/** The built worker. */
export async function startWorker({ applicationUrl }: DatabaseUrls): Promise<Program> {
  const port = await freePort();
  return startProgram({
    script: "dist/worker.js",
    cwd: join(apps, "worker"),
    env: {
      ...environment(),
      NODE_ENV: "production",
      DATABASE_URL: applicationUrl,
      HEALTH_PORT: String(port),
      NODE_OPTIONS: heap.worker,
      MALLOC_ARENA_MAX: "1",
      LOG_LEVEL: "error",
    },
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
  });
}
