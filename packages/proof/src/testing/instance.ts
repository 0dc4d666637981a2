import { freePort } from "@portcullis/db/embedded/free-port";
import { type Program, startProgram } from "@portcullis/testing/program";
import { consoleProgram, type ProgramOptions, workerProgram } from "./programs.ts";

/** A built console or worker that a drill ends and starts again at the same place. */
export interface Instance extends AsyncDisposable {
  readonly port: number;
  /** Asks it to end, and answers its exit code, or the signal that killed it; then starts it again. */
  readonly restart: () => Promise<number | NodeJS.Signals>;
  /** Asks it to end, and waits for that. */
  readonly stop: () => Promise<number | NodeJS.Signals>;
  readonly said: () => string;
}

export function startConsole(port: number, options: Parameters<typeof consoleProgram>[1]): Promise<Instance> {
  return instance(port, () => startProgram(consoleProgram(port, options)));
}

export async function startWorker(options: ProgramOptions): Promise<Instance> {
  const port = await freePort();
  return instance(port, () => startProgram(workerProgram(port, options)));
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
