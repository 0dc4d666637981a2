import { join } from "node:path";
import { surroundings } from "@portcullis/testing/env";

const apps = join(import.meta.dirname, "../../../../apps");

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
}

/** @param options with where browsers find the console, whichever instance they meet */
export function consoleProgram(port: number, options: ProgramOptions & { readonly publicUrl: string }): BuiltProgram {
  return {
    script: "dist/server.js",
    cwd: join(apps, "console"),
    env: {
      ...surroundings(),
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
    cwd: join(apps, "worker"),
    env: {
      ...surroundings(),
      NODE_ENV: "production",
      DATABASE_URL: options.databaseUrl,
      HEALTH_PORT: String(port),
      ...options.env,
    },
    readyUrl: `http://127.0.0.1:${port}/health/ready`,
  };
}
