import { join } from "node:path";
import { environment } from "@portcullis/testing/env";

/** The clone that this belongs to: today's build. */
export const today = join(import.meta.dirname, "../../../..");

/** How a built program is started, and where it says that it is ready. */
export interface BuiltProgram {
  readonly script: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly readyUrl: string;
}

export interface ProgramOptions {
  readonly databaseUrl: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The folder of another release than today's. */
  readonly release?: string;
}

export interface ConsoleOptions extends ProgramOptions {
  /** Where browsers find the console, whichever instance they meet. */
  readonly publicUrl: string;
}

export function consoleProgram(port: number, options: ConsoleOptions): BuiltProgram {
  return {
    script: "dist/server.js",
    cwd: join(options.release ?? today, "apps/console"),
    env: {
      ...environment(),
      NODE_ENV: "production",
      DATABASE_URL: options.databaseUrl,
      PUBLIC_URL: options.publicUrl,
      PORT: String(port),
      PORTCULLIS_SECRET: "for-tests-only".padEnd(44, "!"),
      TRUSTED_PROXIES: "127.0.0.1, ::1",
      ...options.env,
    },
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
  };
}

/** @param port of its probes */
export function workerProgram(port: number, options: ProgramOptions): BuiltProgram {
  return {
    script: "dist/worker.js",
    cwd: join(options.release ?? today, "apps/worker"),
    env: {
      ...environment(),
      NODE_ENV: "production",
      DATABASE_URL: options.databaseUrl,
      HEALTH_PORT: String(port),
      ...options.env,
    },
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
  };
}
