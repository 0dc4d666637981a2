import { join } from "node:path";
import { freePort } from "@portcullis/embedded-postgres/operating-system";
import { environment } from "@portcullis/testing/env";
import { type Program, startProgram } from "@portcullis/testing/program";

/** The clone that this belongs to: today's build. */
const today = join(import.meta.dirname, "../../../..");

/** How a built program is started, and where it says that it is ready. */
export interface BuiltProgram {
  readonly script: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly readyUrl: string;
}

interface ProgramOptions {
  readonly databaseUrl: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The folder of another release than today's. */
  readonly release?: string;
}

interface ConsoleOptions extends ProgramOptions {
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

/** A built console or worker that a drill ends and starts again at the same place. */
export interface Instance extends AsyncDisposable {
  readonly port: number;
  /** Asks it to end, and answers its exit code, or the signal that killed it; then starts it again. */
  readonly restart: () => Promise<number | NodeJS.Signals>;
  /** Kills it, and starts it again once it is gone. */
  readonly kill: () => Promise<number | NodeJS.Signals>;
  /** Asks it to end, and starts today's build in its place. */
  readonly upgrade: () => Promise<number | NodeJS.Signals>;
  /** Asks it to end, and waits for that. */
  readonly stop: () => Promise<number | NodeJS.Signals>;
  readonly said: () => string;
}

export function startConsole(port: number, options: ConsoleOptions): Promise<Instance> {
  return instance(port, (release) => consoleProgram(port, { ...options, ...(release && { release }) }));
}

export async function startWorker(options: ProgramOptions): Promise<Instance> {
  const port = await freePort();
  return instance(port, (release) => workerProgram(port, { ...options, ...(release && { release }) }));
}

/** @param built tells the program of a release's folder, or as it was asked for */
async function instance(port: number, built: (release?: string) => BuiltProgram): Promise<Instance> {
  let program: Program = await startProgram(built());
  const end = (signal: "SIGTERM" | "SIGKILL") => {
    program.signal(signal);
    return program.ended;
  };
  const stop = () => end("SIGTERM");
  const replace = async (ending: Promise<number | NodeJS.Signals>, release?: string) => {
    const ended = await ending;
    program = await startProgram(built(release));
    return ended;
  };
  return {
    port,
    stop,
    said: () => program.said(),
    restart: () => replace(stop()),
    kill: () => replace(end("SIGKILL")),
    upgrade: () => replace(stop(), today),
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}
