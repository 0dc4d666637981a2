import { freePort } from "@portcullis/db/embedded/free-port";
import { type Program, startProgram } from "@portcullis/testing/program";
import {
  type BuiltProgram,
  type ConsoleOptions,
  consoleProgram,
  type ProgramOptions,
  today,
  workerProgram,
} from "./programs.ts";

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
  const stop = () => {
    program.signal("SIGTERM");
    return program.ended;
  };
  const replace = async (release?: string) => {
    const ended = await stop();
    program = await startProgram(built(release));
    return ended;
  };
  return {
    port,
    stop,
    said: () => program.said(),
    restart: () => replace(),
    upgrade: () => replace(today),
    [Symbol.asyncDispose]: () => program[Symbol.asyncDispose](),
  };
}
