import { join } from "node:path";
import { probeHost } from "@portcullis/domain/console-reach";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { cloneFolder, environment, type StartEnv } from "../env.ts";
import type { Service } from "./service.ts";

export interface ServicesOptions {
  readonly env: StartEnv;
  readonly databaseUrl: string;
  readonly secret: string;
  /** From source, started again at every change. */
  readonly isDevelopment: boolean;
}

/**
 * Limits of V8's heap in megabytes, the same as in the systemd units, the container image and the benchmarks. Without them
 * the services keep about twice the memory they need; with them they are as fast.
 */
const heap = {
  console: ["--max-semi-space-size=8", "--max-old-space-size=1024"],
  // It keeps little: a smaller one is enough, for some more of its time.
  worker: ["--max-semi-space-size=2", "--max-old-space-size=256"],
};
/** One memory pool of the C library (mallopt(3), M_ARENA_MAX) instead of one for each thread. */
const workerMemory = { MALLOC_ARENA_MAX: "1" };

const workerSource = [
  "apps/worker/src",
  "packages/api/src",
  "packages/auth/src",
  "packages/db/src",
  "packages/domain/src",
  "packages/runtime/src",
];

/** Console and worker, each told what it needs and no more. */
export async function serviceDefinitions(options: ServicesOptions): Promise<readonly [Service, Service]> {
  const { env, isDevelopment } = options;
  const mail = env.mail && {
    SMTP_URL: env.mail.url,
    MAIL_FROM: env.mail.from,
    ...(env.mail.perHour !== undefined && { MAILS_PER_HOUR: String(env.mail.perHour) }),
  };
  const shared = {
    ...environment(),
    NODE_ENV: isDevelopment ? "development" : "production",
    DATABASE_URL: options.databaseUrl,
    LOG_LEVEL: env.logLevel,
  };
  // Asked for together: two that are asked for one after the other may be the same.
  const free = await Promise.all([freePort(), freePort()]);
  const [metricsPort, healthPort] = env.metricsPort === undefined ? free : [env.metricsPort, env.metricsPort + 1];
  return [
    {
      name: "console",
      cwd: join(cloneFolder, "apps/console"),
      args: isDevelopment ? ["server.ts"] : [...heap.console, "dist/server.js"],
      env: {
        ...shared,
        NEXT_TELEMETRY_DISABLED: "1",
        PORTCULLIS_SECRET: options.secret,
        HOST: env.host,
        PORT: String(env.port),
        PUBLIC_URL: env.publicUrl,
        TRUSTED_PROXIES: env.trustedProxies,
        METRICS_PORT: String(metricsPort),
        DRAIN_SECONDS: String(env.drainSeconds),
        ...mail,
      },
      readyUrl: `http://${probeHost(env.host)}:${env.port}/health/ready`,
      metricsPort,
      logFile: join(env.dataFolder, "logs", "console.log"),
      watched: [],
    },
    {
      name: "worker",
      cwd: join(cloneFolder, "apps/worker"),
      args: isDevelopment ? ["src/worker.ts"] : [...heap.worker, "dist/worker.js"],
      env: { ...shared, ...workerMemory, HEALTH_PORT: String(healthPort), PUBLIC_URL: env.publicUrl, ...mail },
      readyUrl: `http://127.0.0.1:${healthPort}/health/ready`,
      metricsPort: healthPort,
      logFile: join(env.dataFolder, "logs", "worker.log"),
      watched: isDevelopment ? workerSource.map((folder) => join(cloneFolder, folder)) : [],
    },
  ];
}
