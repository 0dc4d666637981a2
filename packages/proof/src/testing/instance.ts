import { join } from "node:path";
import { freePort } from "@portcullis/db/embedded/free-port";
import { surroundings } from "@portcullis/testing/env";
import { type Program, startProgram } from "@portcullis/testing/program";

const apps = join(import.meta.dirname, "../../../../apps");

export interface InstanceOptions {
  readonly databaseUrl: string;
  /** Where browsers find the console, whichever instance they meet. */
  readonly publicUrl: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A built console or worker that a drill ends and starts again at the same place. */
export interface Instance extends AsyncDisposable {
  readonly port: number;
  /** Asks it to end, and answers its exit code, or the signal that killed it; then starts it again. */
  readonly restart: () => Promise<number | NodeJS.Signals>;
  /** Asks it to end, and waits for that. */
  readonly stop: () => Promise<number | NodeJS.Signals>;
  readonly said: () => string;
}

export function startConsole(port: number, { databaseUrl, publicUrl, env }: InstanceOptions): Promise<Instance> {
  return instance(port, () =>
    startProgram({
      script: "dist/server.js",
      cwd: join(apps, "console"),
      env: {
        ...surroundings(),
        NODE_ENV: "production",
        DATABASE_URL: databaseUrl,
        PUBLIC_URL: publicUrl,
        PORT: String(port),
        PORTCULLIS_SECRET: "for-tests-only".padEnd(44, "!"),
        TRUSTED_PROXIES: "127.0.0.1, ::1",
        ...env,
      },
      readyUrl: `http://127.0.0.1:${port}/health/ready`,
    }),
  );
}

export async function startWorker({ databaseUrl, env }: Omit<InstanceOptions, "publicUrl">): Promise<Instance> {
  const port = await freePort();
  return instance(port, () =>
    startProgram({
      script: "dist/worker.js",
      cwd: join(apps, "worker"),
      env: {
        ...surroundings(),
        NODE_ENV: "production",
        DATABASE_URL: databaseUrl,
        HEALTH_PORT: String(port),
        ...env,
      },
      readyUrl: `http://127.0.0.1:${port}/health/ready`,
    }),
  );
}

async function instance(port: number, start: () => Promise<Program>): Promise<Instance> {
  let program = await start();
  const stop = () => {
    program.signal("SIGTERM");
    return program.ended;
  };
  return {
    port,
    stop,
    said: () => program.said(),
    async restart() {
      const ended = await stop();
      program = await start();
      return ended;
    },
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}
