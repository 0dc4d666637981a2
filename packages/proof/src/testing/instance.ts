import { join } from "node:path";
import { freePort } from "@portcullis/db/embedded/free-port";
import { surroundings } from "@portcullis/testing/env";
import { type Program, startProgram } from "@portcullis/testing/program";

/** The clone that this drill belongs to: today's build. */
const today = join(import.meta.dirname, "../../../..");

export interface InstanceOptions {
  readonly databaseUrl: string;
  /** Where browsers find the console, whichever instance they meet. */
  readonly publicUrl: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The folder of another release than today's. */
  readonly release?: string;
}

/** A built console or worker that a drill ends and starts again at the same place. */
export interface Instance extends AsyncDisposable {
  readonly port: number;
  /** Asks it to end, and answers its exit code, or the signal that killed it; then starts it again. */
  readonly restart: () => Promise<number | NodeJS.Signals>;
  /** The same, and starts today's build in its place. */
  readonly upgrade: () => Promise<number | NodeJS.Signals>;
  /** Asks it to end, and waits for that. */
  readonly stop: () => Promise<number | NodeJS.Signals>;
  readonly said: () => string;
}

export function startConsole(
  port: number,
  { databaseUrl, publicUrl, env, release = today }: InstanceOptions,
): Promise<Instance> {
  return instance(port, release, (folder) =>
    startProgram({
      script: "dist/server.js",
      cwd: join(folder, "apps/console"),
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

export async function startWorker({
  databaseUrl,
  env,
  release = today,
}: Omit<InstanceOptions, "publicUrl">): Promise<Instance> {
  const port = await freePort();
  return instance(port, release, (folder) =>
    startProgram({
      script: "dist/worker.js",
      cwd: join(folder, "apps/worker"),
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

async function instance(port: number, release: string, start: (folder: string) => Promise<Program>): Promise<Instance> {
  let program = await start(release);
  const stop = () => {
    program.signal("SIGTERM");
    return program.ended;
  };
  const replace = async (folder: string) => {
    const ended = await stop();
    program = await start(folder);
    return ended;
  };
  return {
    port,
    stop,
    said: () => program.said(),
    restart: () => replace(release),
    upgrade: () => replace(today),
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}
