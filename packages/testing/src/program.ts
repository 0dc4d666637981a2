import { spawn } from "node:child_process";

export interface Program extends AsyncDisposable {
  readonly pid: number;
  /** Resolves with the exit code, or with the signal that killed it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** All that it wrote so far, errors included. */
  readonly said: () => string;
  readonly signal: (signal: NodeJS.Signals) => void;
}

/** A built program under test, once it is ready; disposing of it ends it and waits. */
export async function startProgram(options: {
  readonly script: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly readyUrl: string;
}): Promise<Program> {
  const child = spawn(process.execPath, [options.script], {
    cwd: options.cwd,
    env: options.env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once("error", reject).once("exit", (code, signal) => resolve(signal ?? code ?? 0));
  });
  await untilReady(options.readyUrl, () => {
    if (child.exitCode !== null) throw new Error(`${options.script} ended: ${said}`);
  });
  return {
    pid: child.pid ?? 0,
    ended,
    said: () => said,
    signal: (signal) => void child.kill(signal),
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      // Where a test has stopped it, it could not hear that.
      child.kill("SIGCONT");
      await ended;
    },
  };
}

/** Asks until the answer is 200; the test's own time-out bounds it. */
async function untilReady(url: string, look: () => void): Promise<void> {
  for (;;) {
    look();
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
